/**
 * Settings: where they are looked for, how each is read, and the records that the parts of the application get. Called by app.
 */
package dev.smsdesk.app.settings;
