package dev.smsdesk.upload;

/** Answer to POST /api/uploads. */
record UploadCreated(String id) {}
