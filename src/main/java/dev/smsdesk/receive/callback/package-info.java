/**
 * The callback endpoint: headers, signature filter, resource, list for admins, self-test. Called by app; hands on to receive.inbox and
 * receive.refusal.
 */
package dev.smsdesk.receive.callback;
