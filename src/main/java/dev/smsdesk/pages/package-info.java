/**
 * What people see: servlets fetch, set one request attribute {@code page} and forward to a JSP; a POST ends in a redirect.
 * Mounted by app behind the filters of access; reads from message, receive and send, and hands on to send and access.
 */
package dev.smsdesk.pages;
