/**
 * The schema: what the database must offer, and the changes that make its tables. Called by app at start.
 */
package dev.smsdesk.store.schema;
