/** The database as the others see it: transactions, schema, ids, columns. Called by every package that keeps something; imports nothing of ours. */
package dev.smsdesk.store;
