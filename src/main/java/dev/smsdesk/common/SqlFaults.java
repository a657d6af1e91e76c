package dev.smsdesk.common;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the database's part in a fault that other layers have wrapped. */
public final class SqlFaults {
    private SqlFaults() {}

    /** The fault and its causes that came from the database, the outermost first. */
    public static Stream<SQLException> in(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).filter(SQLException.class::isInstance)
            .map(SQLException.class::cast);
    }

    /** Class, state and code for a log: the message is left out because it quotes rows, with phone numbers in them. */
    public static String codes(SQLException fault) {
        return fault.getClass().getSimpleName() + " " + fault.getSQLState() + "/" + fault.getErrorCode();
    }
}
