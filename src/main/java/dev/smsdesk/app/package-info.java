/**
 * Settings, wiring, start and stop, readiness. Called by the container; may import every package, and none imports it.
 */
package dev.smsdesk.app;
