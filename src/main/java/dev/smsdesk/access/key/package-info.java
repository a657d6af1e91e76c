/**
 * API keys: created by admins, checked before a resource is called. Called by app and pages.setup; hands on to access.
 */
package dev.smsdesk.access.key;
