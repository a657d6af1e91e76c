/**
 * How reports become the state of a recipient, and the counters that change with it. Called by send, apply and reconcile through
 * DeliveryLog; hands on to store.
 */
package dev.smsdesk.message.fold;
