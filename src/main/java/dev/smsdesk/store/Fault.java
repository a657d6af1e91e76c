package dev.smsdesk.store;

import dev.smsdesk.common.SqlFaults;


/**
 * What a log may say of something that went wrong. A database's messages quote rows, numbers among them, so of its faults only kind and codes
 * are told; of any other fault, everything.
 * @param kind  for {@code cause={}}
 * @param stack for the end of the log call; null where it would quote rows
 */
public record Fault(String kind, Throwable stack) {
    public static Fault of(Throwable fault) {
        return SqlFaults.in(fault).findFirst().map(database -> new Fault(SqlFaults.codes(database), null))
            .orElseGet(() -> new Fault(fault.getClass().getSimpleName(), fault));
    }
}
