package dev.smsdesk.message.fold;

import static java.util.Comparator.comparing;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many recipients are in which state, by batch and by hour. Written in the transaction that writes the recipients, so a transaction
 * that is repeated counts once. Each node writes rows of its own, in the order of their keys, so nodes do not wait for each other.
 * @see "docs/decisions/016-counters.md"
 */
public final class Counters {
    static final String INTO_BATCHES = "insert into batch_count (batch_id, state, node, n) values ";
    private static final String INTO_HOURS = "insert into hour_count (accepted_in, account, state, code, node, n) values ";
    static final String ADDED = " on duplicate key update n = n + values(n)";
    private final Ids ids;
    private volatile String node;
    private volatile boolean blocked;

    Counters(Ids ids) {
        this.ids = ids;
        this.node = ids.next();
    }

    private record BatchKey(String batchId, String state) {
        private static final Comparator<BatchKey> ORDER = comparing(BatchKey::batchId).thenComparing(BatchKey::state);
    }

    /** @param code 0 for none */
    private record HourKey(Instant hour, String account, String state, int code) {
        private static final Comparator<HourKey> ORDER = comparing(HourKey::hour).thenComparing(HourKey::account)
            .thenComparing(HourKey::state)
            .thenComparingInt(HourKey::code);
    }

    /** The changes of one transaction to the counts. */
    private static final class Change {
        private final Map<BatchKey, Long> batches = new TreeMap<>(BatchKey.ORDER);
        private final Map<HourKey, Long> hours = new TreeMap<>(HourKey.ORDER);

        void add(String batchId, Instant accepted, String account, Standing standing, long count) {
            String state = standing.state().name();
            batches.merge(new BatchKey(batchId, state), count, Long::sum);
            hours.merge(new HourKey(hour(accepted), account, state, standing.code() == null ? 0 : standing.code()), count, Long::sum);
        }
    }

    public static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    void born(Connection connection, String batchId, String account, Instant at, long recipients) throws SQLException {
        Change change = new Change();
        change.add(batchId, at, account, Fold.NOTHING.standing(), recipients);
        write(connection, change);
    }

    /** @param accounts by submission */
    void moved(Connection connection, List<StateChange> moves, Map<String, String> accounts) throws SQLException {
        Change change = new Change();
        for (StateChange move : moves) {
            String account = accounts.get(move.submissionId());
            Instant accepted = Ids.madeAt(move.recipientId());   // the hour of a recipient never changes: it is that of its id
            change.add(move.batchId(), accepted, account, move.before().standing(), -1);
            change.add(move.batchId(), accepted, account, move.after().standing(), 1);
        }
        write(connection, change);
    }

    private void write(Connection connection, Change change) throws SQLException {
        String writer = node;
        change.batches.values().removeIf(count -> count == 0);
        change.hours.values().removeIf(count -> count == 0);
        try {
            Rows.insert(connection, INTO_BATCHES, ADDED, change.batches.entrySet(),
                one -> new Object[] {one.getKey().batchId(), one.getKey().state(), writer, one.getValue()});
            Rows.insert(connection, INTO_HOURS, ADDED, change.hours.entrySet(),
                one -> new Object[] {one.getKey().hour(), one.getKey().account(), one.getKey().state(), one.getKey().code(), writer,
                one.getValue()});
        } catch (SQLException e) {
            blocked = true;
            throw e;
        }
    }

    /** Under which this node counts. */
    String node() {
        return node;
    }

    /**
     * Whether counting failed since the last new id. The cause may be a connection that is lost here and open in the database: its
     * transaction keeps our rows locked until the database notices. Then this node counts under a new id.
     */
    boolean isBlocked() {
        return blocked;
    }

    String newId() {
        return ids.next();
    }

    void countAs(String id) {
        node = id;
        blocked = false;
    }
}
