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
 * Who has which rows of a table in hand. A claim notes the end of a lease and counts up a version; once that is committed nobody else finds the row
 * free. An effect is written only where the version still stands. That rows which somebody else has locked are skipped saves time, nothing rests on
 * it: the nodes of a cluster do not see each other's locks.
 * @see "docs/decisions/005-a-claim-is-a-lease.md"
 */
public final class Leases {
    /** Ends every statement that claims or holds: those that nobody has locked. Whoever waits for a lock waits for a node that froze. */
    public static final String FREE = " for update skip locked";
    private final String table;
    private final String leaseUntil;
    private final String version;

    /** Columns {@code lease_until}, never null, and {@code version}. */
    public Leases(String table) {
        this(table, "");
    }

    /** Where a table has several kinds of claims. @param prefix of both columns, such as {@code ask_} */
    public Leases(String table, String prefix) {
        this.table = table;
        this.leaseUntil = prefix + "lease_until";
        this.version = prefix + "version";
    }

    /** For whoever commits this. @param ids of rows that were found free, and locked; their version is one more than it was read */
    public void claim(Connection connection, Collection<String> ids, Instant until) throws SQLException {
        Rows.update(connection, "update " + table + " set " + leaseUntil + " = ?, " + version + " = " + version + " + 1 where id in ", ids, until);
    }

    /** A condition with one value, now: nobody has the row in hand. */
    public String free() {
        return leaseUntil + " <= ? ";
    }

    /** A condition with one value, the version of a claim: it still stands. */
    public String standing() {
        return version + " = ? ";
    }

    /**
     * What is in neither has found another node.
     * @param held   ids whose claim still stands, locked
     * @param locked ids whose row somebody else has locked in this moment
     */
    public record Hold(Set<String> held, Set<String> locked) {}

    /** @param claimed ids and the versions of their claims */
    public Hold hold(Connection connection, Map<String, Long> claimed) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        Rows.select(connection, row -> found.put(row.getString(1), row.getLong(2)), "select id, " + version + " from " + table + " where id in ",
            FREE, claimed.keySet());
        Hold hold = new Hold(new HashSet<>(), new HashSet<>(claimed.keySet()));
        hold.locked.removeAll(found.keySet());
        found.forEach((id, stands) -> {
            if (stands.equals(claimed.get(id))) {
                hold.held.add(id);
            }
        });
        return hold;
    }

    /** For the list of an {@code update}: the claim is over, and whoever has it in hand comes too late. */
    public String ended() {
        return leaseUntil + " = '1970-01-01 00:00:00', " + version + " = " + version + " + 1 ";
    }
}
