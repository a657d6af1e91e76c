/**
 * Why a signature does not hold: takes what came and the secrets that may have signed it, tries the likely mistakes within a bounded effort, and says one cause and one
 * fix. Pure: no database, no network, no state. Called by receive (each refusal) and pages (what somebody pastes); hands on to nobody.
 */
package dev.smsdesk.doctor;
