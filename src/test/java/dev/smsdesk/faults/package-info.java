/**
 * What dies, freezes or fills up under load, and what must hold afterwards. {@code Sinch} posts what {@code Traffic} has to tell to one
 * or more {@code MortalDesk}s over a {@code MortalDatabase}; {@code Ledger} writes down every answer; {@code Inspection} holds it against
 * what is kept. Each run prints its ledger as one line. Short in {@code mvn verify}, long in {@code mvn verify -Pfaults}.
 */
package dev.smsdesk.faults;
