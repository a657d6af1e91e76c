package dev.smsdesk.store;

import dev.smsdesk.common.SqlFaults;


/**
 * What may be logged about a fault. The database's messages quote rows, with phone numbers in them, so only its class and codes are
 * logged.
 * @param kind  for {@code cause={}}
 * @param stack last argument of the log call; null for a database fault
 */
public record Fault(String kind, Throwable stack) {
    public static Fault of(Throwable fault) {
        return SqlFaults.in(fault).findFirst().map(database -> new Fault(SqlFaults.codes(database), null))
            .orElseGet(() -> new Fault(fault.getClass().getSimpleName(), fault));
    }
}
