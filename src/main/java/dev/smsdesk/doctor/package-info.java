/**
 * Diagnoses why a signature does not match: tries the likely mistakes with the known secrets within a bounded budget, and returns one
 * cause and one fix. Without database, network or state. Called by receive (each refusal) and pages (pasted callbacks).
 */
package dev.smsdesk.doctor;
