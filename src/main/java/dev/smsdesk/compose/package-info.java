/**
 * From what was typed or posted to an order: recipients, sender and text are checked. Called by send and pages.compose; hands on to
 * message.
 */
package dev.smsdesk.compose;
