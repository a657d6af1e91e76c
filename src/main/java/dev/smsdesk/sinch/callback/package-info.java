/**
 * The content of genuine callbacks, on both channels. Called by apply and reconcile.
 */
package dev.smsdesk.sinch.callback;
