/**
 * Refused callbacks: the reason and the doctor's finding, never the body. Called by receive.body and receive.callback; pages read it.
 */
package dev.smsdesk.receive.refusal;
