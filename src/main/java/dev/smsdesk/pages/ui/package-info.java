/**
 * What all pages share: base class, formats, badges, sums. Called by the other packages of pages.
 */
package dev.smsdesk.pages.ui;
