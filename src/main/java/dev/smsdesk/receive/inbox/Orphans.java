package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What pages read of genuine callbacks that speak of no message of ours, so far. */
public final class Orphans {
    private static final int COUNTED = 10_000;
    private static final String ROW = "select c.id, c.channel, c.received_at, c.attempts, c.next_attempt_at, g.provider_id, g.status, g.event_at "
        + "from callback c left join callback_gist g on g.callback_id = c.id where c.id in ";
    private final Tx tx;

    public Orphans(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param firstSeen  when it came
     * @param providerId batch id or message id that it speaks of
     * @param status     Sinch's word
     * @param looks      how often a message was looked for
     * @param nextLook   null where it is given up: it is kept, and can be applied again by an admin
     */
    public record Row(String callbackId, Channel channel, Instant firstSeen, String providerId, String status, Instant eventAt, int looks, Instant nextLook) {
        public boolean isGivenUp() {
            return nextLook == null;
        }
    }

    /** Each counted up to 10 000. @param oldest when the oldest came that is still looked for, or null */
    public record Counts(long waiting, long givenUp, Instant oldest) {}

    /** Newest first. @param givenUp only those that are, or are not looked for any more; null for all; @param after id of the last one seen, or null */
    public Slice<Row> newest(Boolean givenUp, String after, int limit) {
        Boolean waiting = givenUp == null ? null : Boolean.valueOf(!givenUp);
        return tx.sql(connection -> {
            List<String> ids = StateIndex.newest(connection, CallbackState.PARKED, waiting, after == null ? "~" : after, limit + 1);
            return Slice.of(Rows.select(connection, Orphans::row, ROW, " order by c.id desc", ids), limit, Row::callbackId);
        });
    }

    public Counts counts() {
        return tx.sql(connection -> new Counts(StateIndex.count(connection, CallbackState.PARKED, true, COUNTED),
            StateIndex.count(connection, CallbackState.PARKED, false, COUNTED), StateIndex.oldest(connection, CallbackState.PARKED, true).orElse(null)));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("id"), Sql.word(row, "channel", Channel.class), Sql.instant(row, "received_at"), row.getString("provider_id"),
            row.getString("status"), Sql.instant(row, "event_at"), row.getInt("attempts"), Sql.instant(row, "next_attempt_at"));
    }
}
