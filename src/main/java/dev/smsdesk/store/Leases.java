package dev.smsdesk.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Row claims with a lease. A claim sets the end of the lease and increments a version; once committed, no other node sees the row as
 * free. An effect is written only if the version is unchanged. Skipping locked rows saves time but is not needed for correctness: nodes
 * of a cluster do not see each other's locks.
 * @see "docs/decisions/005-a-claim-is-a-lease.md"
 */
public final class Leases {
    /** Ends every statement that claims or holds rows. Waiting for a lock could mean waiting for a frozen node. */
    public static final String FREE = " for update skip locked";
    private final String table;
    private final String leaseUntil;
    private final String version;

    /** Columns {@code lease_until}, never null, and {@code version}. */
    public Leases(String table) {
        this(table, "");
    }

    /** For tables with several kinds of claims. @param prefix of both columns, such as {@code ask_} */
    public Leases(String table, String prefix) {
        this.table = table;
        this.leaseUntil = prefix + "lease_until";
        this.version = prefix + "version";
    }

    /** Claims rows for the transaction that commits this. @param ids rows found free and locked; their versions increase by one */
    public void claim(Connection connection, Collection<String> ids, Instant until) throws SQLException {
        Rows.update(connection, "update " + table + " set " + leaseUntil + " = ?, " + version + " = " + version
            + " + 1 where id in ", ids, until);
    }

    /** A condition with one value, the current time: the row is free. */
    public String free() {
        return leaseUntil + " <= ? ";
    }

    /** A condition with one value, the version of a claim: the claim still stands. */
    public String standing() {
        return version + " = ? ";
    }

    /**
     * Rows in neither set have a newer claim.
     * @param held   ids whose claim still stands; now locked
     * @param locked ids whose row another transaction has locked
     */
    public record HeldRows(Set<String> held, Set<String> locked) {}

    /** @param claimed ids and the versions of their claims */
    public HeldRows hold(Connection connection, Map<String, Long> claimed) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        Rows.select(connection, row -> found.put(row.getString(1), row.getLong(2)), "select id, " + version + " from "
            + table + " where id in ", FREE, claimed.keySet());
        HeldRows hold = new HeldRows(new HashSet<>(), new HashSet<>(claimed.keySet()));
        hold.locked.removeAll(found.keySet());
        found.forEach((id, stands) -> {
            if (stands.equals(claimed.get(id))) {
                hold.held.add(id);
            }
        });
        return hold;
    }

    /** For the list of an {@code update}: ends the claim, so that its holder writes no more. */
    public String ended() {
        return leaseUntil + " = '1970-01-01 00:00:00', " + version + " = " + version + " + 1 ";
    }
}
