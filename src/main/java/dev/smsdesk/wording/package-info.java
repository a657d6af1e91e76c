/**
 * Sentences for people: their keys and codes, and the bundle messages.properties that has the words. Imports nothing.
 */
package dev.smsdesk.wording;
