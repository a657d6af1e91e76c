/**
 * Long work in steps that any node can continue: one table, one runner. Called by packages that have such work, which implement {@link
 * JobWork}.
 */
package dev.smsdesk.jobs;
