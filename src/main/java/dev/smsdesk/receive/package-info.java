/**
 * A callback becomes messages: headers, signature filter, resource, inbox (durable), then the applier. Called by app and pages;
 * hands on to message. What is turned away is a refusal.
 */
package dev.smsdesk.receive;
