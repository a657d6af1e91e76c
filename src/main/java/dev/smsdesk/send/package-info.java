/**
 * A draft becomes calls to Sinch: composer, outbox, claim, call, outcome. Called by pages and by the API's clients; hands on to message
 * (what became of each recipient) and sinch (the call itself).
 */
package dev.smsdesk.send;
