/**
 * Shared parts of all pages: base class, formats, badges, sums. Called by the other packages of pages.
 */
package dev.smsdesk.pages.ui;
