/**
 * Calls to Sinch, for any of its APIs: HTTP client, time limits, and the outcomes that a sender tells apart. Called by sinch.sms,
 * send and reconcile.
 */
package dev.smsdesk.sinch.call;
