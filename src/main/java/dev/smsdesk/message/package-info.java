/** Our own nouns: batch, submission, recipient, report, inbound, and how reports fold into a state. Called by receive, send and pages; hands on to store. */
package dev.smsdesk.message;
