/** Sinch's two APIs and the accounts there. Imports nothing. */
package dev.smsdesk.account;
