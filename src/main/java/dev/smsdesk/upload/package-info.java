/**
 * Uploaded lists of recipients: the file in chunks, the job that reads and checks its rows, the API under {@code /api/uploads}. Called by
 * send and pages.compose; hands on to upload.file, jobs and message.
 */
package dev.smsdesk.upload;
