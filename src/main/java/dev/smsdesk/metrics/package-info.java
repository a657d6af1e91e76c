/**
 * Whether callbacks come, are answered and are understood, as figures: gathered from all nodes' traffic and from the tables, for the page
 * Callback health and for /metrics. Built by app; reads from receive and reconcile, hands on to nobody.
 */
package dev.smsdesk.metrics;
