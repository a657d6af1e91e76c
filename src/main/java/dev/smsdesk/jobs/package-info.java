/** Long work in steps that any node goes on with: one table, one runner. Called by whoever has such work; knows nothing of it. */
package dev.smsdesk.jobs;
