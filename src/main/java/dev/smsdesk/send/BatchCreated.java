package dev.smsdesk.send;

/** Answer to POST /api/batches. */
record BatchCreated(String id) {}
