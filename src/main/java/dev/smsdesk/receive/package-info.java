/**
 * A callback from the wire to the disk: headers, signature filter, resource, inbox (durable). What is turned away is a refusal. Called by app
 * and pages; what is kept, apply takes to effect.
 */
package dev.smsdesk.receive;
