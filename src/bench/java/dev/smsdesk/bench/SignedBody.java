package dev.smsdesk.bench;

/** One callback as Sinch would post it. */
record SignedBody(byte[] body, String nonce, String timestamp, String signature) {}
