package dev.smsdesk.message.table;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.fold.StateSql;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What status polls read and write of submissions and their recipients. When and whether Sinch is asked, reconcile decides. */
public final class PollTable {
    private static final Leases LEASES = new Leases("submission", "ask_");
    private static final String DUE = "select id, called_at, ask_step, ask_version, ask_failures from submission where account = ? and "
        + LEASES.free() + "and ";
    private static final String MINE = "where id = ? and " + LEASES.standing();

    private PollTable() {}

    /** @param version of the claims before */
    public record Due(String id, Instant called, int step, long version, int failures) {
        private static Due of(ResultSet row) throws SQLException {
            return new Due(row.getString("id"), Sql.instant(row, "called_at"), row.getInt("ask_step"), row.getLong("ask_version"),
                row.getInt("ask_failures"));
        }
    }

    /**
     * The polls of a submission.
     * @param asks  how often; {@code asked} when last, {@code answer} what Sinch said, one sentence
     * @param again when it is asked next, or null
     */
    public record Inquiry(int asks, Instant asked, String answer, Instant again) {}

    /** A recipient by what polls know of it. */
    public record Known(String id, DeliveryState state) {}

    /** Locked: those that were never asked about and were sent before this time, and those whose next step is due. @param limit of each */
    public static List<Due> due(Connection connection, String account, Instant now, Instant sentBefore, int limit) throws SQLException {
        List<Due> due = new ArrayList<>(Sql.list(connection, Due::of, DUE
            + "state = 'SENT' and ask_step = 0 and called_at <= ? order by called_at limit ?"
            + Leases.FREE, account, now, sentBefore, limit));
        due.addAll(Sql.list(connection, Due::of, DUE + "ask_at <= ? order by ask_at limit ?" + Leases.FREE, account, now, now, limit));
        return due;
    }

    /** Which of these submissions have a recipient of whom Sinch may tell more. */
    public static Set<String> withOpenRecipients(Connection connection, Collection<String> submissionIds) throws SQLException {
        return new HashSet<>(Rows.select(connection, row -> row.getString(1),
            "select distinct submission_id from recipient where state in " + StateSql.OPEN + " and submission_id in ", "", submissionIds));
    }

    /** The digits of the recipients of whom Sinch may tell more. */
    public static List<String> openRecipients(Connection connection, String submissionId) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select digits from recipient where submission_id = ? and state in "
            + StateSql.OPEN, submissionId);
    }

    /** By digits. */
    public static Map<String, Known> recipients(Connection connection, String submissionId) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        Sql.list(connection, row -> known.put(row.getString("digits"),
            new Known(row.getString("id"), Sql.word(row, "state", DeliveryState.class))),
            "select id, digits, state from recipient where submission_id = ?", submissionId);
        return known;
    }

    /** By submission; those that Sinch was never asked about are absent. */
    public static Map<String, Inquiry> inquiries(Connection connection, Collection<String> submissionIds) throws SQLException {
        Map<String, Inquiry> found = new HashMap<>();
        Rows.select(connection, row -> found.put(row.getString("id"),
            new Inquiry(row.getInt("asks"), Sql.instant(row, "asked_at"), row.getString("answer"), Sql.instant(row, "ask_at"))),
            "select id, asks, asked_at, answer, ask_at from submission where (asks > 0 or answer is not null) and id in ", "",
            submissionIds);
        return found;
    }

    /** The caller commits; the claim's version is one more than the one that was read. */
    public static void claim(Connection connection, Due due, int step, Instant now, Instant until) throws SQLException {
        LEASES.claim(connection, List.of(due.id()), until);
        Sql.run(connection, "update submission set ask_step = ?, ask_at = coalesce(ask_at, ?), asked_at = ? where id = ?", step, now, now,
            due.id());
    }

    /** No step is left. @param step says why */
    public static void leaveSchedule(Connection connection, String submissionId, int step) throws SQLException {
        Sql.run(connection, "update submission set ask_step = ?, ask_at = null where id = ?", step, submissionId);
    }

    /** The claim ends, where it still stands: without an answer, and no step is left. */
    public static void giveUp(Connection connection, String submissionId, long claim, int step, String answer) throws SQLException {
        Sql.run(connection, "update submission set ask_step = ?, ask_at = null, answer = ?, " + LEASES.ended() + MINE, step, answer,
            submissionId, claim);
    }

    /** The claim ends, where it still stands: there was no answer, and the same step is tried again. */
    public static void askedInVain(Connection connection, String submissionId, long claim, Instant again, Instant now, String answer)
        throws SQLException {
        Sql.run(connection, "update submission set ask_at = ?, ask_failures = ask_failures + 1, asks = asks + 1, asked_at = ?, answer = ?, "
            + LEASES.ended() + MINE, again, now, answer, submissionId, claim);
    }

    /** The claim ends, where it still stands: Sinch was not asked. */
    public static void putBack(Connection connection, String submissionId, long claim, Instant now) throws SQLException {
        Sql.run(connection, "update submission set ask_at = ?, " + LEASES.ended() + MINE, now, submissionId, claim);
    }

    /** The claim ends, where it still stands: Sinch answered. @param at when the step is due, or null for never */
    public static void answered(Connection connection, String submissionId, long claim, int step, Instant at, Instant now, String answer)
        throws SQLException {
        Sql.run(connection, "update submission set ask_step = ?, ask_at = ?, ask_failures = 0, asks = asks + 1, asked_at = ?, answer = ?, "
            + LEASES.ended() + MINE, step, at, now, answer, submissionId, claim);
    }

    /** How many are due and not leased, counted up to 10 000. */
    public static long overdue(Connection connection, String account, Instant now, Instant sentBefore) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1),
            "select count(*) from (select id from submission where account = ? and ask_at <= ? and " + LEASES.free()
            + "union all select id from submission where account = ? and state = 'SENT' and ask_step = 0 and called_at <= ? limit 10000) "
            + "found",
            account, now, now, account, sentBefore).get(0);
    }

    /**
     * Those in the schedule that are not due.
     * @param lastStep of the schedule;
     * @param sentAfter not before;
     * @param askedBefore not asked about since then
     */
    public static List<String> notDue(Connection connection, String account, int lastStep, Instant sentAfter, Instant askedBefore,
        Instant now) throws SQLException {
        return Sql.list(connection, row -> row.getString(1),
            "select id from submission where account = ? and state = 'SENT' and ask_step between 1 and ? "
            + "and called_at > ? and (ask_at is null or ask_at > ?) and (asked_at is null or asked_at < ?)", account, lastStep, sentAfter,
            now, askedBefore);
    }

    /** Those of them that are still in the schedule, and that no other transaction has locked, are due now. */
    public static void dueNow(Connection connection, Collection<String> submissionIds, int lastStep, Instant now) throws SQLException {
        List<String> free = Rows.select(connection, row -> row.getString(1), "select id from submission where ask_step between 1 and "
            + lastStep + " and id in ", " order by id" + Leases.FREE, submissionIds);
        Rows.update(connection, "update submission set ask_at = ? where id in ", free, now);
    }

    /**
     * Those of a batch are due now of whose recipients Sinch may tell more.
     * @param askedBefore not asked about since then.
     * @return how many
     */
    public static int dueNow(Connection connection, String batchId, String account, Instant sentAfter, Instant askedBefore, Instant now)
        throws SQLException {
        List<String> ids = Sql.list(connection, row -> row.getString(1),
            "select s.id from submission s where s.batch_id = ? and s.account = ? and s.state = 'SENT' "
            + "and s.called_at > ? and (s.asked_at is null or s.asked_at < ?) and (s.ask_step < 1 or s.ask_at is null or s.ask_at > ?) "
            + "and exists (select 1 from recipient r where r.submission_id = s.id and r.state in " + StateSql.OPEN + ") order by s.id"
            + Leases.FREE, batchId, account, sentAfter, askedBefore, now);
        for (String id : ids) {
            Sql.run(connection, "update submission set ask_at = ?, ask_step = case when ask_step < 1 then 1 else ask_step end where id = ?",
                now, id);
        }
        return ids.size();
    }

    /** A condition on a recipient and its submission, by columns of other tables: a callback has told a final state of it. */
    public static String toldByCallback(String submissionId, String recipientId) {
        return "exists (select 1 from report p where p.submission_id = " + submissionId + " and p.recipient_id = " + recipientId
            + " and p.callback_id is not null and p.state in " + StateSql.FINAL + ")";
    }

    /** Joins {@code recipient r}. */
    public static String joinedRecipient(String recipientId) {
        return "join recipient r on r.id = " + recipientId + " ";
    }

    /** Joins {@code submission s}. */
    public static String joinedSubmission(String submissionId) {
        return "join submission s on s.id = " + submissionId + " ";
    }
}
