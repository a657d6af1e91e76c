package dev.smsdesk.reconcile;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.table.PollTable;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recipients that Sinch had to be asked for, and of whom no callback has told the final state since. */
public final class MissingCallbacks {
    /** Counted up to here. */
    public static final int MOST = 10_000;
    /** Rows looked at in one go for callbacks that came after all. */
    private static final int LOOK_AT = 500;
    /** Sinch reports a message for three days and repeats a callback for two; a batch may be composed weeks before it is sent. */
    private static final Duration MAY_COME = Duration.ofDays(30);
    private static final Duration BETWEEN_WALKS = Duration.ofMinutes(1);
    static final String TOLD = PollTable.toldByCallback("u.submission_id", "u.recipient_id");
    private final Tx tx;
    private final Clock clock;
    private String lookedUpTo;
    private Instant nextWalk = Instant.MIN;

    public MissingCallbacks(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * @param state  as far as it is known; known where Sinch told it when asked
     * @param sent   when the call to Sinch began
     * @param asks   how often Sinch was asked; {@code asked} when last, {@code answer} what it said, one sentence
     * @param again  when it is asked next, or null for never
     */
    public record MissingCallback(String recipientId, String batchId, String digits, DeliveryState state, Instant sent, int asks,
        Instant asked, String answer, Instant again) {
        public boolean isKnown() {
            return !state.isOpenAtSinch();
        }
    }

    /** Newest first. @param after id of the last one seen, or null */
    public Slice<MissingCallback> newest(String after, int limit) {
        return tx.sql(connection -> Slice.of(Sql.list(connection, MissingCallbacks::row,
            "select u.recipient_id, r.batch_id, r.digits, r.state, s.called_at, s.asks, s.asked_at, s.answer, s.ask_at "
            + "from unheard u " + PollTable.joinedRecipient("u.recipient_id") + PollTable.joinedSubmission("u.submission_id")
            + "where u.recipient_id < ? and not " + TOLD
            + " order by u.recipient_id desc limit ?", after == null ? "~" : after, limit + 1), limit, MissingCallback::recipientId));
    }

    /** How many of the newest {@value #MOST} stand where. */
    public Map<DeliveryState, Long> counts() {
        return tx.sql(connection -> {
            Map<DeliveryState, Long> counts = new TreeMap<>();
            Sql.list(connection, row -> counts.put(Sql.word(row, "state", DeliveryState.class), row.getLong("many")),
                "select r.state, count(*) as many from (select u.recipient_id from unheard u where not " + TOLD
                    + " order by u.recipient_id desc limit ?) found " + PollTable.joinedRecipient("found.recipient_id")
                    + "group by r.state", MOST);
            return counts;
        });
    }

    /**
     * Removes some of those whose callback came after all; each call goes on where the last one ended. Pages leave them out anyway. A walk
     * begins once a minute and passes over what is too old for a callback to come.
     */
    void forgetSomeThatCame() {
        Instant now = clock.instant();
        if (lookedUpTo == null && now.isBefore(nextWalk)) {
            return;
        }
        if (lookedUpTo == null) {
            nextWalk = now.plus(BETWEEN_WALKS);
            lookedUpTo = Ids.firstAt(now.minus(MAY_COME));
        }
        lookedUpTo = tx.sql(connection -> {
            List<String> some = Sql.list(connection, row -> row.getString(1),
                "select recipient_id from unheard where recipient_id > ? order by recipient_id limit ?", lookedUpTo, LOOK_AT);
            if (some.isEmpty()) {
                return null;
            }
            String last = some.get(some.size() - 1);
            List<String> told = Sql.list(connection, row -> row.getString(1),
                "select u.recipient_id from unheard u where u.recipient_id > ? and u.recipient_id <= ? and " + TOLD, lookedUpTo, last);
            Rows.update(connection, "delete from unheard where recipient_id in ", told);
            return some.size() < LOOK_AT ? null : last;
        });
    }

    private static MissingCallback row(ResultSet row) throws SQLException {
        return new MissingCallback(row.getString("recipient_id"), row.getString("batch_id"), row.getString("digits"),
            Sql.word(row, "state", DeliveryState.class),
            Sql.instant(row, "called_at"), row.getInt("asks"), Sql.instant(row, "asked_at"), row.getString("answer"),
            Sql.instant(row, "ask_at"));
    }
}
