/**
 * Rows of batches, submissions, provider ids and inbound messages, and what is read of them. Called by send, apply, reconcile and
 * pages; hands on to message.fold and store.
 */
package dev.smsdesk.message.table;
