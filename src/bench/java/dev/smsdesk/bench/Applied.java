package dev.smsdesk.bench;

/**
 * How the desk's applier kept up with one load.
 * @param whileLoaded callbacks a second that took effect during the load
 * @param draining    callbacks a second once the load had ended; NaN when it had kept pace
 * @param left        what had not taken effect when waiting for it ended
 * @param sustained   callbacks a second from the load's beginning until the last had taken effect: what could be taken for ever
 */
record Applied(double whileLoaded, double draining, long left, double sustained) {}
