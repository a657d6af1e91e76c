/**
 * Makes genuine callbacks durable: group commit, and the table of callbacks. Called by receive.callback; apply claims what is
 * stored here, pages read it.
 */
package dev.smsdesk.receive.inbox;
