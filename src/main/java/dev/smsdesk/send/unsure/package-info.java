/**
 * Calls whose end is not known: Sinch is asked for them, and what it has is adopted. Started by app; hands on to message and to
 * send.
 */
package dev.smsdesk.send.unsure;
