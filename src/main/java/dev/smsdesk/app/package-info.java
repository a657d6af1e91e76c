/**
 * How it all hangs together: settings, wiring, start and stop, readiness. The container calls it; it may know everybody, nobody knows it.
 */
package dev.smsdesk.app;
