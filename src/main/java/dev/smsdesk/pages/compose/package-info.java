/**
 * The form Send and the check before a batch is confirmed. Mounted by pages.
 */
package dev.smsdesk.pages.compose;
