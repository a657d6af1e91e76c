/**
 * Checks the credentials of the accounts, and sets up the app's webhook: which calls are made in which order, and what their answers mean
 * for people. No HTML.
 */
package dev.smsdesk.connect;
