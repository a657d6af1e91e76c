/**
 * Batches, recipients and inbound messages. Mounted by pages.
 */
package dev.smsdesk.pages.messages;
