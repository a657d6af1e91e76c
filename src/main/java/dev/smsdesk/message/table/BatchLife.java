package dev.smsdesk.message.table;

import static dev.smsdesk.message.BatchStatus.CANCELLED;
import static dev.smsdesk.message.BatchStatus.DRAFT;
import static dev.smsdesk.message.BatchStatus.FINISHED;
import static dev.smsdesk.message.BatchStatus.PAUSED;
import static dev.smsdesk.message.BatchStatus.SENDING;

import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.Category;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The only place that changes a batch's status, in the caller's transaction. A change holds the batch's row, waits for no lock, and counts
 * only where status and version are those that were looked at. People's actions raise the version; what the desk does by itself does not.
 */
public final class BatchLife {
    private BatchLife() {}

    /** An action of a person on a whole batch. */
    public enum Action {
        CONFIRM(SENDING, Set.of(DRAFT)), PAUSE(PAUSED, Set.of(SENDING)), RESUME(SENDING, Set.of(PAUSED)),
        CANCEL(CANCELLED, Set.of(DRAFT, BatchStatus.AWAITING_APPROVAL, BatchStatus.SCHEDULED, SENDING, PAUSED));

        private final BatchStatus to;
        private final Set<BatchStatus> from;

        Action(BatchStatus to, Set<BatchStatus> from) {
            this.to = to;
            this.from = from;
        }

        /** Its effect holds already: to do it once more changes nothing, and is no fault. */
        private boolean isDone(BatchStatus status) {
            return status == to || this == CONFIRM && status != DRAFT && status != CANCELLED;
        }
    }

    /**
     * CHANGED; HELD, its effect held before; TOO_LATE, the status does not allow it; EDITED, another person changed the batch meanwhile.
     */
    public enum ActionResult {
        CHANGED, HELD, TOO_LATE, EDITED
    }

    private record StatusVersion(BatchStatus status, long version) {}

    /**
     * @param seen the version that the person saw, or null where it does not matter
     * @return empty where another transaction holds the batch, or there is none
     */
    public static Optional<ActionResult> act(Connection connection, String batchId, Action action, Long seen) throws SQLException {
        StatusVersion now = locked(connection, batchId).orElse(null);
        if (now == null) {
            return Optional.empty();
        }
        if (action.isDone(now.status())) {
            return Optional.of(ActionResult.HELD);
        }
        if (!action.from.contains(now.status())) {
            return Optional.of(ActionResult.TOO_LATE);
        }
        if (seen != null && seen != now.version()) {
            return Optional.of(ActionResult.EDITED);
        }
        change(connection, batchId, now, action.to, now.version() + 1);
        return Optional.of(ActionResult.CHANGED);
    }

    /**
     * A draft is to be changed.
     * @return EDITED where it is another version by now, TOO_LATE where it is no draft; else its version is raised
     */
    public static Optional<ActionResult> edit(Connection connection, String batchId, long seen) throws SQLException {
        StatusVersion now = locked(connection, batchId).orElse(null);
        if (now == null) {
            return Optional.empty();
        }
        if (now.status() != DRAFT) {
            return Optional.of(ActionResult.TOO_LATE);
        }
        if (seen != now.version()) {
            return Optional.of(ActionResult.EDITED);
        }
        change(connection, batchId, now, DRAFT, now.version() + 1);
        return Optional.of(ActionResult.CHANGED);
    }

    /** Whether it is still a draft that no person has changed; its row is locked until the transaction ends. */
    public static boolean lockDraft(Connection connection, String batchId) throws SQLException {
        return !Sql.list(connection, row -> row.getString("id"), "select id from batch where id = ? and status = 'DRAFT' "
            + "and version = 0 for update",
            batchId)
            .isEmpty();
    }

    /** What the draft says instead, after {@link #edit}. */
    public static void rewrite(Connection connection, String batchId, String name, String sender, String text, String account,
            int recipients, Category category) throws SQLException {
        Sql.run(connection, "update batch set name = ?, sender = ?, text = ?, account = ?, recipient_count = ?, category = ?, priority = ? "
            + "where id = ? and status = 'DRAFT'",
            name, sender, text, account, recipients, category.name(), category.priority(), batchId);
    }

    /**
     * A submission of the batch is to be sent again: FINISHED becomes SENDING.
     * @return the status then; empty where another transaction holds the batch
     */
    public static Optional<BatchStatus> reopen(Connection connection, String batchId) throws SQLException {
        StatusVersion now = locked(connection, batchId).orElse(null);
        if (now == null || now.status() != FINISHED) {
            return Optional.ofNullable(now).map(StatusVersion::status);
        }
        change(connection, batchId, now, SENDING, now.version());
        return Optional.of(SENDING);
    }

    /**
     * SENDING becomes FINISHED where all calls are planned and none waits or is under way. Those that another transaction holds are left
     * for another time.
     * @return those that are FINISHED now
     */
    public static Set<String> finish(Connection connection, Collection<String> batchIds) throws SQLException {
        Set<String> over = over(connection, batchIds);
        if (!over.isEmpty()) {   // seldom: looked at again under the rows' locks
            over = over(connection, Rows.select(connection, row -> row.getString("id"), "select id from batch where id in ", " order by id"
            + Leases.FREE, over));
        }
        Rows.update(connection, "update batch set status = 'FINISHED' where status = 'SENDING' and id in ", over);
        return over;
    }

    /** Looks at one row of each kind, however many calls a batch has. */
    private static Set<String> over(Connection connection, Collection<String> batchIds) throws SQLException {
        return new TreeSet<>(Rows.select(connection, row -> row.getString("id"), "select b.id from batch b where b.status = 'SENDING'"
            + " and (select c.chunk from draft_chunk c where c.batch_id = b.id limit 1) is null"
            + " and (select s.id from submission s where s.batch_id = b.id and s.state = 'WAITING' limit 1) is null"
            + " and (select s.id from submission s where s.batch_id = b.id and s.state = 'SENDING' limit 1) is null and b.id in ", "",
            new TreeSet<>(batchIds)));
    }

    /** Batches of the account that are SENDING. @param after id of the last one looked at */
    public static List<String> sending(Connection connection, String account, String after, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString("id"),
            "select id from batch where account = ? and status = 'SENDING' and id > ? order by id limit ?",
            account, after, limit);
    }

    private static Optional<StatusVersion> locked(Connection connection, String batchId) throws SQLException {
        return Sql.list(connection, row -> new StatusVersion(Sql.word(row, "status", BatchStatus.class), row.getLong("version")),
            "select status, version from batch where id = ? for update skip locked", batchId).stream().findFirst();
    }

    private static void change(Connection connection, String batchId, StatusVersion from, BatchStatus to, long version)
        throws SQLException {
        if (from.status() != to && !from.status().mayBecome(to)) {
            throw new IllegalStateException("A batch that is " + from.status() + " does not become " + to + ".");
        }
        Sql.run(connection, "update batch set status = ?, version = ? where id = ? and status = ? and version = ?",
            to.name(), version, batchId, from.status().name(), from.version());
    }
}
