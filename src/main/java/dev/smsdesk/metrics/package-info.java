/**
 * Whether callbacks arrive, are answered and are understood, as figures of all nodes, for the page Callback health and for /metrics.
 * Built by app; reads from receive and reconcile.
 */
package dev.smsdesk.metrics;
