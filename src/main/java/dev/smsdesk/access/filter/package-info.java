/**
 * Filters without a session: same site, security headers, charset, no directory listings. Mounted by app; hands on to access.
 */
package dev.smsdesk.access.filter;
