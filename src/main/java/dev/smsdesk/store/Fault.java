package dev.smsdesk.store;

import java.sql.SQLException;

/**
 * What a log may say of something that went wrong. A database's messages quote rows, numbers among them, so of its faults only kind and codes
 * are told; of any other fault, everything.
 * @param kind  for {@code cause={}}
 * @param stack for the end of the log call; null where it would quote rows
 */
public record Fault(String kind, Throwable stack) {
    public static Fault of(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return new Fault(sql.getClass().getSimpleName() + " " + sql.getSQLState() + "/" + sql.getErrorCode(), null);
            }
        }
        return new Fault(fault.getClass().getSimpleName(), fault);
    }
}
