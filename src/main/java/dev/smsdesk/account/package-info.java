/** Through what messages go: Sinch's two APIs, and the accounts there. Knows nobody. */
package dev.smsdesk.account;
