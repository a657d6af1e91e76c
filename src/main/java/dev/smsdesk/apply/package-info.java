/**
 * Kept callbacks take effect: read, matched to the submission they speak of, appended as reports. What matches nothing is parked and looked at
 * again. Called by app and pages; hands on to message.
 */
package dev.smsdesk.apply;
