/**
 * The workers of an account: claim calls, call Sinch, record the outcomes. Called by app; hands on to send, message and sinch.call.
 */
package dev.smsdesk.send.worker;
