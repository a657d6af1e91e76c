/**
 * Callbacks: received, rejected, without a match, missing; replay and the doctor. Mounted by app.
 */
package dev.smsdesk.pages.callbacks;
