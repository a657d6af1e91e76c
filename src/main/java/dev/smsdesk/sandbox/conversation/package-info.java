/**
 * Sinch's Conversation API inside the application: access tokens, one app with its webhooks, messages to phone numbers and their
 * callbacks. Called by JAX-RS and the page.
 */
package dev.smsdesk.sandbox.conversation;
