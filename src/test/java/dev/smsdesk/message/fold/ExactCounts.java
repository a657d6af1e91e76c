package dev.smsdesk.message.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** The sums of all counters against what the recipients' rows say. */
public final class ExactCounts {
    private ExactCounts() {}

    public static void assertIn(Tx tx) {
        assertEquals(tx.sql(ExactCounts::batches), tx.sql(ExactCounts::sumsOfBatches), "recipients by batch and state");
        assertEquals(tx.sql(ExactCounts::hours), tx.sql(ExactCounts::sumsOfHours), "recipients by hour, account, state and code");
    }

    /** For tests that change recipients' rows by hand: the counters say the same afterwards, as if one ended node had counted. */
    public static void write(Tx tx) {
        tx.sql(connection -> {
            Sql.run(connection, "delete from batch_count");
            Sql.run(connection, "delete from hour_count");
            for (Map.Entry<String, Long> one : batches(connection).entrySet()) {
                String[] key = one.getKey().split(" ");
                Sql.run(connection, "insert into batch_count (batch_id, state, node, n) values (?, ?, '', ?)", key[0], key[1],
                    one.getValue());
            }
            for (Map.Entry<String, Long> one : hours(connection).entrySet()) {
                String[] key = one.getKey().split(" ");
                Sql.run(connection, "insert into hour_count (accepted_in, account, state, code, node, n) values (?, ?, ?, ?, '', ?)",
                    Instant.parse(key[0]), key[1], key[2], key[3], one.getValue());
            }
            return null;
        });
    }

    private static Map<String, Long> batches(Connection connection) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        Sql.list(connection, row -> counts.put(row.getString("batch_id") + " " + row.getString("state"), row.getLong("many")),
            "select batch_id, state, count(*) as many from recipient group by batch_id, state");
        Sql.list(connection, row -> counts.merge(row.getString("batch_id") + " WAITING", row.getLong("many"), Long::sum),
            "select d.batch_id, sum(d.recipients) as many from draft_chunk d join batch b on b.id = d.batch_id where b.status <> 'DRAFT' "
            + "group by d.batch_id");
        return counts;
    }

    private static Map<String, Long> sumsOfBatches(Connection connection) throws SQLException {
        Map<String, Long> sums = new TreeMap<>();
        Sql.list(connection, row -> sums.put(row.getString("batch_id") + " " + row.getString("state"), row.getLong("many")),
            "select batch_id, state, sum(n) as many from batch_count group by batch_id, state having sum(n) <> 0");
        return sums;
    }

    private static Map<String, Long> hours(Connection connection) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        Sql.list(connection, row -> counts.merge(Ids.madeAt(row.getString("id")).truncatedTo(ChronoUnit.HOURS) + " "
            + row.getString("account") + " "
                + row.getString("state") + " " + row.getInt("code"), 1L, Long::sum),
            "select r.id, s.account, r.state, r.code from recipient r join submission s on s.id = r.submission_id");
        return counts;
    }

    private static Map<String, Long> sumsOfHours(Connection connection) throws SQLException {
        Map<String, Long> sums = new TreeMap<>();
        Sql.list(connection, row -> sums.put(Sql.instant(row, "accepted_in") + " " + row.getString("account") + " " + row.getString("state")
            + " " + row.getInt("code"),
            row.getLong("many")), "select accepted_in, account, state, code, sum(n) as many from hour_count group by accepted_in, "
            + "account, state, code having sum(n) <> 0");
        return sums;
    }
}
