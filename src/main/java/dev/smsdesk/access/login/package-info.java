/**
 * Login, session and the guard of the pages. Mounted by app; hands on to access.
 */
package dev.smsdesk.access.login;
