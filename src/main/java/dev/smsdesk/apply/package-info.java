/**
 * Applies stored callbacks: parses them, matches them to their submissions, appends the reports. Callbacks without a match are parked and
 * retried. Called by app and pages; hands on to message.
 */
package dev.smsdesk.apply;
