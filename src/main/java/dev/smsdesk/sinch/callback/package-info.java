/**
 * What a genuine callback says, on both channels. Called by apply and reconcile.
 */
package dev.smsdesk.sinch.callback;
