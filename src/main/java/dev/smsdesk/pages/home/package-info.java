/**
 * The first page after login. Mounted by pages.
 */
package dev.smsdesk.pages.home;
