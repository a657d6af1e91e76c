package dev.smsdesk.message.table;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.Submission;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Calls with an unknown end that Sinch is asked for. The package send.unsure decides what an answer means. */
public final class LookupTable {
    private static final Leases LEASES = new Leases("lookup");
    private static final String MINE = "where submission_id = ? and " + LEASES.standing();

    private LookupTable() {}

    /**
     * One call that is looked for.
     * @param claim       the fencing number of this look-up
     * @param callVersion the submission's version under which the call was made
     * @param called      when it began; it has ended {@link Submission#LEASE} later
     * @param digits      of the first recipient
     * @param firstEmpty  when Sinch first did not have it, or null
     * @param notFound    whether two answers say that Sinch does not have it
     */
    public record Lookup(String submissionId, long claim, long callVersion, Instant called, String digits, String text, int failures,
        Instant firstEmpty,
                         boolean notFound) {
        public Instant ended() {
            return called.plus(Submission.LEASE);
        }
    }

    /** The submission, which the caller has locked, has become UNSURE. */
    public static void begin(Connection connection, Submission submission, Instant due) throws SQLException {
        Sql.run(connection, "insert into lookup (submission_id, account, call_version, due_at) values (?, ?, ?, ?) on duplicate key update "
            + "call_version = values(call_version), due_at = values(due_at), failures = 0, first_empty_at = null, not_found_at = null, "
            + LEASES.ended(), submission.getId(), submission.getAccount(), submission.getVersion(), due);
    }

    /**
     * The caller commits. Rows of submissions that are no longer UNSURE are removed on the way.
     * @return empty where nothing is due, or free
     */
    public static Optional<Lookup> claim(Connection connection, String account, Instant now, Instant until, int limit) throws SQLException {
        List<String> due = Sql.list(connection, row -> row.getString("submission_id"),
            "select submission_id from lookup where account = ? and due_at <= ? and "
            + LEASES.free() + "order by due_at limit ?" + Leases.FREE, account, now, now, limit);
        for (String id : due) {
            Optional<Lookup> open = open(connection, id);
            if (open.isPresent()) {
                Sql.run(connection, "update lookup set lease_until = ?, version = version + 1 where submission_id = ?", until, id);
                return open;
            }
            Sql.run(connection, "delete from lookup where submission_id = ?", id);
        }
        return Optional.empty();
    }

    private static Optional<Lookup> open(Connection connection, String id) throws SQLException {
        return Sql.list(connection, row -> new Lookup(row.getString("id"), row.getLong("claim") + 1, row.getLong("call_version"),
            Sql.instant(row, "called_at"),
            row.getString("digits"), row.getString("text"), row.getInt("failures"), Sql.instant(row, "first_empty_at"),
            Sql.instant(row, "not_found_at") != null),
            "select s.id, l.version as claim, l.call_version, s.called_at, b.text, l.failures, l.first_empty_at, l.not_found_at,"
            + " (select min(r.digits) from recipient r where r.submission_id = s.id) as digits from lookup l"
            + " join submission s on s.id = l.submission_id and s.version = l.call_version and s.state = 'UNSURE' join batch b on b.id = "
            + "s.batch_id"
            + " where l.submission_id = ?", id).stream().findFirst();
    }

    /** Whether the claim still stands; the row is locked then. */
    public static boolean isHeld(Connection connection, Lookup lookup) throws SQLException {
        return !Sql.list(connection, row -> row.getString(1), "select submission_id from lookup " + MINE + Leases.FREE,
            lookup.submissionId(), lookup.claim()).isEmpty();
    }

    /** The claim ends: Sinch gave an answer. @param due when it is asked next, or null for never */
    public static void answered(Connection connection, Lookup lookup, Instant firstEmpty, Instant notFound, Instant due)
        throws SQLException {
        Sql.run(connection, "update lookup set first_empty_at = ?, not_found_at = coalesce(not_found_at, ?), due_at = ?, failures = 0, "
            + LEASES.ended() + MINE, firstEmpty, notFound, due, lookup.submissionId(), lookup.claim());
    }

    /** The claim ends: there was no answer. */
    public static void askedInVain(Connection connection, Lookup lookup, Instant due) throws SQLException {
        Sql.run(connection, "update lookup set failures = failures + 1, due_at = ?, " + LEASES.ended() + MINE, due, lookup.submissionId(),
            lookup.claim());
    }

    /** The claim ends: Sinch was not asked. */
    public static void putBack(Connection connection, Lookup lookup, Instant now) throws SQLException {
        Sql.run(connection, "update lookup set due_at = ?, " + LEASES.ended() + MINE, now, lookup.submissionId(), lookup.claim());
    }

    /** The submission is no longer looked for. */
    public static void end(Connection connection, String submissionId) throws SQLException {
        Sql.run(connection, "delete from lookup where submission_id = ?", submissionId);
    }

    /** Whether Sinch does not have the call of this version. */
    public static boolean isNotFound(Connection connection, String submissionId, long callVersion) throws SQLException {
        return !Sql.list(connection, row -> row.getString(1),
            "select submission_id from lookup where submission_id = ? and call_version = ? and not_found_at is not null", submissionId,
            callVersion).isEmpty();
    }

    /** The newest submissions that are UNSURE and either not found at Sinch, or called before this time. */
    static List<String> undecided(Connection connection, Instant calledBefore, int limit) throws SQLException {
        TreeSet<String> ids = new TreeSet<>(Sql.list(connection, row -> row.getString(1),
            "select id from submission where state = 'UNSURE' and called_at <= ?"
            + " order by id desc limit ?", calledBefore, limit));
        ids.addAll(Sql.list(connection, row -> row.getString(1),
            "select s.id from lookup l join submission s on s.id = l.submission_id and s.state = 'UNSURE'"
            + " and s.version = l.call_version where l.not_found_at is not null order by s.id desc limit ?", limit));
        return ids.descendingSet().stream().limit(limit).toList();
    }

    /**
     * Whether another call of the account may be the one that Sinch lists: to the same number, with the same text, at an overlapping time,
     * and its own end is not known either, or was given up without being known.
     */
    public static boolean hasTwin(Connection connection, String account, Lookup lookup) throws SQLException {
        return !Sql.list(connection, row -> row.getString(1),
            "select s.id from submission s join recipient r on r.submission_id = s.id join batch b on b.id = s.batch_id"
            + " where s.account = ? and s.called_at > ? and s.called_at < ? and s.id <> ? and s.channel = '" + Channel.CONVERSATION.name()
            + "'"
            + " and (s.state in ('UNSURE', 'SENDING') or s.state = 'GIVEN_UP' and s.refused_as is null) and r.digits = ? and b.text = ? "
            + "limit 1",
            account, lookup.called().minus(Submission.LEASE), lookup.ended(), lookup.submissionId(), lookup.digits(), lookup.text())
            .isEmpty();
    }
}
