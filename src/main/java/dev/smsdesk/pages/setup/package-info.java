/**
 * Connection, secrets and API keys. Mounted by app.
 */
package dev.smsdesk.pages.setup;
