/**
 * The Conversation API on channel SMS: access tokens, messages, look-ups, and what an app is set up with. Built by app; called through
 * sinch.call and by pages.
 */
package dev.smsdesk.sinch.conversation;
