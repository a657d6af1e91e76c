package dev.smsdesk.message.fold;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counts few and right. Each node says that it is there; the rows of nodes that ended an hour ago are added into those of node
 * ''; one batch at a time is counted again. Any number of nodes may run it: one at a time writes the rows of node ''. The sums are the same
 * before and after, except where a recount repairs them.
 */
public final class CounterUpkeep implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(10);
    /** Also for a node whose clock is half a minute slow. */
    private static final Duration LIVE = Duration.ofMinutes(1);
    static final Duration ENDED = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_RECOUNTS = Duration.ofMinutes(5);
    /** Reports come for weeks after a batch was composed, not for longer. */
    private static final Duration RECOUNTED = Duration.ofDays(31);
    private static final int ROWS = 1_000;
    private static final String ALL = "";
    private static final String DIFFERENCE =
        "select state, sum(n) as missing from (select state, count(*) as n from recipient where batch_id = ? group by state "
        + "union all select 'WAITING', d.recipients from draft_chunk d join batch b on b.id = d.batch_id where d.batch_id = ? and "
        + "b.status <> 'DRAFT' "
        + "union all select state, -n from batch_count where batch_id = ?) each_state group by state having sum(n) <> 0";
    private static final Logger log = LoggerFactory.getLogger(CounterUpkeep.class);
    private final Tx tx;
    private final Counters counters;
    private final Clock clock;
    private final Background background = new Background("counters", LOOK, this::step);
    private Instant seen = Instant.MIN;
    private Instant counted = Instant.MIN;
    private String lastCounted;

    CounterUpkeep(Tx tx, Counters counters, Clock clock) {
        this.tx = tx;
        this.counters = counters;
        this.clock = clock;
    }

    /** Once the tables are there, before anything is counted. */
    public void start() {
        beat();
        background.start();
    }

    boolean step() {
        Instant now = clock.instant();
        if (counters.isBlocked()) {
            leaveRows();
        }
        if (!isWithin(seen, BEAT, now)) {
            beat();
            return gather();
        }
        if (!isWithin(counted, BETWEEN_RECOUNTS, now)) {
            counted = now;
            recountNext();
        }
        return false;
    }

    private static boolean isWithin(Instant since, Duration time, Instant now) {
        return since.plus(time).isAfter(now) && !since.isAfter(now);
    }

    /** This node is there. */
    void beat() {
        beat(counters.node());
        seen = clock.instant();
    }

    private void beat(String node) {
        tx.sql(connection -> {
            Sql.run(connection, "insert into node (id, seen_at) values (?, ?) on duplicate key update seen_at = values(seen_at)", node,
                clock.instant());
            return null;
        });
    }

    /** How many nodes are there, this one included. It has said so itself before it first asks. */
    public int liveNodes() {
        return tx.sql(connection -> Sql.list(connection, row -> row.getInt(1), "select count(*) from node where seen_at > ? and id <> ''",
            clock.instant().minus(LIVE))).get(0);
    }

    /** Counts under a new id from now on; the rows under the former one are gathered like those of a node that ended. */
    void leaveRows() {
        String id = counters.newId();
        beat(id);
        log.warn("counts go on under a new node id={} former={}", id, counters.node());
        counters.countAs(id);
    }

    /** Adds some rows of ended nodes into those of node ''. @return whether there may be more */
    boolean gather() {
        return tx.sql(connection -> {
            if (!isOurTurn(connection)) {
                return false;
            }
            for (String node : Sql.list(connection, row -> row.getString(1),
                "select id from node where seen_at < ? and id <> '' order by id",
                clock.instant().minus(ENDED))) {
                if (gather(connection, node)) {
                    return true;
                }
            }
            return false;
        });
    }

    /**
     * Locks the row of node '' to the transaction's end, unless another transaction has; in a cluster the write makes the second commit
     * fail.
     */
    private boolean isOurTurn(Connection connection) throws SQLException {
        if (Sql.list(connection, row -> row.getString(1), "select id from node where id = '' for update skip locked").isEmpty()) {
            return false;
        }
        Sql.run(connection, "update node set seen_at = ? where id = ''", clock.instant());
        return true;
    }

    private static boolean gather(Connection connection, String node) throws SQLException {
        boolean some = gather(connection, node, "batch_count", "batch_id, state") | gather(connection, node, "hour_count",
            "accepted_in, account, state, code");
        if (!some && isGathered(connection, node)) {
            Sql.run(connection, "delete from node where id = ?", node);
        }
        return some;
    }

    /** Rows that a frozen node has locked are left to a later time. @param key columns that with the node are the primary key */
    private static boolean gather(Connection connection, String node, String table, String key) throws SQLException {
        int columns = key.split(",").length;
        List<List<String>> rows = Sql.list(connection, row -> texts(row, columns + 1),
            "select " + key + ", n from " + table + " where node = ? order by " + key + " limit ? for update skip locked", node, ROWS);
        Rows.insert(connection, "insert into " + table + " (" + key + ", n, node) values ", Counters.ADDED, rows, row -> with(row, ALL));
        String row = key.replace(",", " = ? and") + " = ? and node = ?";
        delete(connection, "delete from " + table + " where " + row, rows, columns, node);
        delete(connection, "delete from " + table + " where n = 0 and " + row, rows, columns, ALL);
        return !rows.isEmpty();
    }

    /**
     * One by one: given a list of keys of a small table, the database may read all of it, and wait for rows that a frozen node has locked.
     */
    private static void delete(Connection connection, String sql, List<List<String>> rows, int columns, String node) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (List<String> row : rows) {
                Sql.bind(delete, with(row.subList(0, columns), node));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }

    private static Object[] with(List<String> values, String last) {
        return Stream.concat(values.stream(), Stream.of(last)).toArray();
    }

    private static boolean isGathered(Connection connection, String node) throws SQLException {
        return Sql.list(connection, row -> row.getString(1),
            "select node from batch_count where node = ? union all select node from hour_count where node = ? limit 1",
            node, node).isEmpty();
    }

    private void recountNext() {
        String oldest = Ids.firstAt(clock.instant().minus(RECOUNTED));
        lastCounted = tx.sql(connection -> Sql.list(connection, row -> row.getString(1),
            "select id from batch where id < ? and id >= ? order by id desc limit 1",
            lastCounted == null ? "~" : lastCounted, oldest)).stream().findFirst().orElse(null);
        if (lastCounted != null) {
            recount(lastCounted);
        }
    }

    /**
     * Corrects the counts of a batch to match its recipients' rows. One statement compares both, so recipients whose states change
     * meanwhile
     * do not disturb it, and none is locked.
     * @return by state, what was missing; empty where the counts were right, or where another transaction writes the rows of node ''
     */
    public Map<DeliveryState, Long> recount(String batchId) {
        Map<DeliveryState, Long> missing = tx.sql(connection -> {
            Map<DeliveryState, Long> found = new TreeMap<>();
            if (isOurTurn(connection)) {
                Sql.list(connection, row -> found.put(Sql.word(row, "state", DeliveryState.class), row.getLong("missing")), DIFFERENCE,
                    batchId, batchId, batchId);
                Rows.insert(connection, Counters.INTO_BATCHES, Counters.ADDED, found.entrySet(),
                    one -> new Object[] {batchId, one.getKey().name(), ALL, one.getValue()});
            }
            return found;
        });
        if (!missing.isEmpty()) {
            log.warn("counts of a batch were wrong and are right again id={} missing={}", batchId, missing);
        }
        return missing;
    }

    @Override
    public void close() {
        background.close();
    }
}
