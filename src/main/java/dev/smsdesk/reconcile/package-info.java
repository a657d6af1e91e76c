/**
 * What callbacks did not tell, Sinch is asked for: batches on a schedule, inbound messages by date. Also knows what never came by callback,
 * and when callbacks have fallen silent. Started by app, read by pages and metrics; hands on to message, through sinch.
 */
package dev.smsdesk.reconcile;
