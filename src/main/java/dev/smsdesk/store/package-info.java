/**
 * The database as other packages see it: transactions, ids, columns, pools, background threads. Called by every package that stores
 * something.
 */
package dev.smsdesk.store;
