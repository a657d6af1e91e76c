/** Our nouns: batch, submission, recipient, report, inbound message and phone number. Called by the packages that send, apply and show. */
package dev.smsdesk.message;
