package dev.smsdesk.message.table;

import dev.smsdesk.message.Category;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The calls of one account that wait, in the order in which they are made: urgent batches first, then one call of each batch in turn. A
 * number of statements that grows neither with the calls nor with the batches. Used by one thread; which batch was served last is kept in
 * memory, on each node.
 */
public final class SubmissionQueue {
    private static final int URGENT = 0;
    private static final int USUAL = 1;
    /** More calls than frozen nodes have locked at the head of the queue. */
    private static final int SPARE = 200;
    /** The subselect has a limit so that no database turns it into a join over all that waits. */
    private static final String BATCHES = "(select %d as part, b.id, b.priority, b.category, b.sender, b.text from batch b "
        + "where b.account = ? and b.status = 'SENDING' and b.priority = %d"
        + " and b.id %s ? and (select s.id from submission s where s.batch_id = b.id and s.state = 'WAITING' and s.next_attempt_at <= ? "
        + "limit 1) is not null"
        + " order by b.id limit %d)";
    private static final String DUE =
        "(select %d as part, next_attempt_at, id from submission where batch_id = ? and state = 'WAITING' and next_attempt_at <= ?"
        + " order by next_attempt_at, id limit %d)";
    private final String account;
    private final Map<Integer, String> servedLast = new HashMap<>(Map.of(URGENT, "", USUAL, ""));

    public SubmissionQueue(String account) {
        this.account = account;
    }

    /**
     * One call, taken from the queue.
     * @param version the fencing number
     * @param digits  of its recipients, in the order of the batch
     */
    public record TakenSubmission(String submissionId, String batchId, long version, String sender, String text, Category category,
            List<String> digits) {}

    /** @param priority 0 goes before 1 */
    private record WaitingBatch(String id, int priority, Category category, String sender, String text) {}

    /** One row that is locked. */
    private record LockedSubmission(String id, WaitingBatch batch, long version) {}

    /**
     * Takes the next calls: SENDING, with a lease, as soon as the caller commits. Rows that another transaction has locked are left out.
     * @return at most so many, in the order in which they are to be called
     */
    public List<TakenSubmission> take(Connection connection, int most, Instant now, Instant leaseUntil) throws SQLException {
        Search found = new Search(connection, most, now);
        found.lookInto(batches(connection, most, now), 0);
        if (found.metLockedRows()) {
            found.lookInto(batches(connection, most + SPARE, now), SPARE);
        }
        found.rows.forEach(row -> servedLast.put(row.batch().priority(), row.batch().id()));
        List<LockedSubmission> rows = found.rows;
        List<String> ids = rows.stream().map(LockedSubmission::id).toList();
        // as Leases.claim, with the columns of a call
        Rows.update(connection, "update submission set state = 'SENDING', lease_until = ?, called_at = ?, version = version + 1, attempts "
            + "= attempts + 1 where id in ",
            ids, leaseUntil, now);
        Map<String, List<String>> digits = digits(connection, ids);
        return rows.stream().map(row -> new TakenSubmission(row.id(), row.batch().id(), row.version() + 1, row.batch().sender(),
            row.batch().text(), row.batch().category(), digits.get(row.id()))).toList();
    }

    /** So many batches of each priority with a call that is due, urgent ones first, then those behind the one that was served last. */
    private List<WaitingBatch> batches(Connection connection, int most, Instant now) throws SQLException {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int priority : List.of(URGENT, USUAL)) {
            for (String behind : List.of(">", "<=")) {
                parts.add(BATCHES.formatted(parts.size(), priority, behind, most));
                values.addAll(List.of(account, servedLast.get(priority), now));
            }
        }
        return Sql.list(connection, row -> new WaitingBatch(row.getString("id"), row.getInt("priority"),
            Sql.word(row, "category", Category.class), row.getString("sender"), row.getString("text")),
            String.join(" union all ", parts) + " order by part, id", values.toArray());
    }

    /** The free rows that one claim finds and locks. */
    private static final class Search {
        private final Connection connection;
        private final int most;
        private final Instant now;
        private final List<LockedSubmission> rows = new ArrayList<>();
        private final Set<String> tried = new HashSet<>();

        Search(Connection connection, int most, Instant now) {
            this.connection = connection;
            this.most = most;
            this.now = now;
        }

        boolean metLockedRows() {
            return rows.size() < most && rows.size() < tried.size();
        }

        /** @param spare so many more are tried than are wanted */
        void lookInto(List<WaitingBatch> batches, int spare) throws SQLException {
            for (int priority : List.of(URGENT, USUAL)) {
                List<WaitingBatch> some = batches.stream().filter(batch -> batch.priority() == priority).toList();
                if (!some.isEmpty() && rows.size() < most) {
                    lockNext(some, spare);
                }
            }
        }

        /** One of each batch in turn. */
        private void lockNext(List<WaitingBatch> batches, int spare) throws SQLException {
            int left = most - rows.size();
            Map<String, WaitingBatch> next = inTurn(due(batches, (4 * left + batches.size() - 1) / batches.size() + spare + tried.size()),
                left + spare);
            tried.addAll(next.keySet());
            Map<String, LockedSubmission> locked = new HashMap<>();
            Rows.select(connection, row -> row.getString("state").equals("WAITING") && !Sql.instant(row, "next_attempt_at").isAfter(now)
                    && locked.put(row.getString("id"), new LockedSubmission(row.getString("id"), next.get(row.getString("id")),
                    row.getLong("version"))) == null,
                "select id, version, state, next_attempt_at from submission where id in ", " order by id" + Leases.FREE,
                new TreeSet<>(next.keySet()));
            next.keySet().stream().filter(locked::containsKey).limit(left).map(locked::get).forEach(rows::add);
        }

        /** By batch, so many of its calls at the most, those that wait longest first. */
        private Map<WaitingBatch, Deque<String>> due(List<WaitingBatch> batches, int ofEach) throws SQLException {
            List<String> parts = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (WaitingBatch batch : batches) {
                parts.add(DUE.formatted(parts.size(), ofEach));
                values.addAll(List.of(batch.id(), now));
            }
            Map<WaitingBatch, Deque<String>> due = new LinkedHashMap<>();
            Sql.list(connection, row -> tried.contains(row.getString("id"))
                    || due.computeIfAbsent(batches.get(row.getInt("part")), batch -> new ArrayDeque<>()).add(row.getString("id")),
                String.join(" union all ", parts) + " order by part, next_attempt_at, id", values.toArray());
            return due;
        }

        private static Map<String, WaitingBatch> inTurn(Map<WaitingBatch, Deque<String>> due, int most) {
            Map<String, WaitingBatch> turn = new LinkedHashMap<>();
            while (turn.size() < most && !due.isEmpty()) {
                due.forEach((batch, ids) -> {
                    if (turn.size() < most) {
                        turn.put(ids.poll(), batch);
                    }
                });
                due.values().removeIf(Deque::isEmpty);
            }
            return turn;
        }
    }

    private static Map<String, List<String>> digits(Connection connection, List<String> ids) throws SQLException {
        Map<String, List<String>> digits = new HashMap<>();
        Rows.select(connection, row -> digits.computeIfAbsent(row.getString("submission_id"), id -> new ArrayList<>())
            .add(row.getString("digits")), "select submission_id, digits from recipient where submission_id in ", " order by id", ids);
        return digits;
    }

    /** Which of these batches are being sent: their calls may be made. */
    public static Set<String> sending(Connection connection, Collection<String> batchIds) throws SQLException {
        return new HashSet<>(Rows.select(connection, row -> row.getString("id"), "select id from batch where id in ",
            " and status = 'SENDING'", batchIds));
    }

    /**
     * Puts calls back to their place in the queue that were not made: not counted, as no byte was sent.
     * @param taken submissions and their fencing numbers; what another transaction has locked, or another worker has taken, is left as it
     *              is
     */
    public static void putBack(Connection connection, Map<String, Long> taken) throws SQLException {
        Set<String> held = new HashSet<>();
        Rows.select(connection, row -> row.getLong("version") == taken.get(row.getString("id")) && row.getString("state").equals("SENDING")
            && held.add(row.getString("id")),
            "select id, version, state from submission where id in ", " order by id" + Leases.FREE, new TreeSet<>(taken.keySet()));
        Rows.update(connection,
            "update submission set called_at = case when attempts = 1 then null else called_at end, state = 'WAITING', lease_until = null,"
            + " attempts = attempts - 1 where id in ", held);
    }
}
