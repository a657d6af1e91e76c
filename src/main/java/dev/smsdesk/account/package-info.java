/** Through what messages go: Sinch's two APIs, and the accounts there. Imports nothing of ours. */
package dev.smsdesk.account;
