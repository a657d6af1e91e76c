package dev.smsdesk.message.fold;

import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The only way by which a state changes: events become reports, reports are folded into recipients. Runs inside the caller's
 * transaction and holds the submission's row lock till its end, so no two nodes fold the same recipients at once.
 */
public final class DeliveryLog {
    private static final String SENT = SubmissionState.SENT.name();
    private final Ids ids;
    private final Clock clock;
    private final Counters counters;

    public DeliveryLog(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
        this.counters = new Counters(ids);
    }

    /**
     * A batch is confirmed: from now on its recipients count, all of them WAITING, whether or not their calls are planned.
     * @param at in whose hour they count for good; {@code CallPlan} gives them ids of that hour
     */
    public void confirmed(Connection connection, String batchId, String account, Instant at, long recipients) throws SQLException {
        counters.born(connection, batchId, account, at, recipients);
    }

    /** Keeps the counts of this node in order. One is enough. */
    public CounterUpkeep upkeep(Tx tx) {
        return new CounterUpkeep(tx, counters, clock);
    }

    /** The submission with its row locked, or null. Lock several in the order of their ids. */
    public static Submission locked(EntityManager em, String submissionId) {
        return em.find(Submission.class, submissionId, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The submission with its row locked, unless another transaction has locked it: a node that froze with the lock holds up nothing but
     * its own submission.
     * @return empty where it is locked elsewhere, or does not exist
     */
    public static Optional<Submission> lockedIfFree(EntityManager em, String submissionId) {
        boolean free = SqlWork.on(connection -> lockIfFree(connection, submissionId)).apply(em);
        return free ? Optional.of(em.find(Submission.class, submissionId)) : Optional.empty();
    }

    /** As {@link #lockedIfFree}, for plain SQL. @return whether the row is locked now by this transaction */
    public static boolean lockIfFree(Connection connection, String submissionId) throws SQLException {
        return !Sql.list(connection, row -> row.getString(1), "select id from submission where id = ? for update skip locked", submissionId)
            .isEmpty();
    }

    /**
     * Locks many at once, in the order of their ids, so nodes cannot block each other in a circle. Rows that another transaction has locked
     * are left out and not waited for, so a frozen node blocks only its own rows. A submission that Sinch reports on is SENT and must not
     * be sent again, also after an answer that said otherwise. It keeps its lease: if its worker does not record the call, the lease's end
     * says for all recipients that Sinch has them.
     * @return those that are locked now, and SENT: id and account
     */
    public static Map<String, String> lockFree(Connection connection, Collection<String> submissionIds) throws SQLException {
        Map<String, String> locked = new HashMap<>();
        List<String> notSent = new ArrayList<>();
        Rows.select(connection, row -> locked.put(row.getString("id"), row.getString("account")) == null
            && !row.getString("state").equals(SENT)
                && notSent.add(row.getString("id")),
            "select id, account, state from submission where id in ", " order by id for update skip locked", new TreeSet<>(submissionIds));
        Rows.update(connection, "update submission set state = '" + SENT
            + "', called_at = coalesce(called_at, next_attempt_at), outcome = null where id in ", notSent);
        return locked;
    }

    /**
     * Keeps what is new of these events and folds it.
     * @param submission locked, see {@link #locked}
     * @return the digits that are none of the submission's recipients: kept as reports, flagged, no recipient invented
     */
    public Set<String> append(EntityManager em, Submission submission, Collection<DeliveryEvent> events) {
        em.flush();
        SubmissionEvents news = new SubmissionEvents(submission.getId(), submission.getChannel(), List.copyOf(events));
        return SqlWork.on(connection -> append(connection, List.of(news), Map.of(submission.getId(), submission.getAccount()), false))
            .apply(em).strangersOf(submission.getId());
    }

    /** The same word about every recipient of the submission. @param word of the digits */
    public void appendForAll(EntityManager em, Submission submission, Function<String, DeliveryEvent> word) {
        em.flush();
        append(em, submission, SqlWork.on(connection -> RecipientTable.digitsOf(connection, submission.getId())).apply(em).stream()
            .map(word).toList());
    }

    /**
     * News of several submissions at once, in a number of statements that does not grow with theirs.
     * @param locked the submissions of the news, as {@link #lockFree} answers them
     * @param afresh folds all reports of these recipients and ignores their rows: for callbacks that are read again
     */
    public FoldResult append(Connection connection, Collection<SubmissionEvents> news, Map<String, String> locked, boolean afresh)
        throws SQLException {
        FoldResult effect = FoldPlan.of(connection, news, afresh);
        List<FoldResult.NewReport> entries = new ArrayList<>(effect.fresh());
        entries.addAll(effect.reread());
        Instant now = clock.instant();
        ReportTable.insert(connection, entries, ids, now);
        ReportTable.listStrays(connection, effect.fresh());
        ReportTable.confirm(connection, effect.confirmed(), ids, now);
        RecipientTable.write(connection, effect.moves());
        counters.moved(connection, effect.moves(), locked);
        return effect;
    }

    /** What {@link #append} would do, reading again all that it speaks of; writes and locks nothing. */
    public FoldResult foresee(Connection connection, Collection<SubmissionEvents> news) throws SQLException {
        return FoldPlan.of(connection, news, true);
    }
}
