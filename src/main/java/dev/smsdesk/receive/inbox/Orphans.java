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

/** Reads parked callbacks, which match no message, for pages. */
public final class Orphans {
    private static final int COUNTED = 10_000;
    private static final String ROW = "select c.id, c.channel, c.received_at, c.attempts, c.next_attempt_at, g.provider_id, g.status, "
        + "g.event_at from callback c left join callback_gist g on g.callback_id = c.id where c.id in ";
    private final Tx tx;

    public Orphans(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param firstSeen  when it arrived first
     * @param providerId Sinch's batch id or message id
     * @param status     as Sinch writes it
     * @param looks      how often its message was looked for
     * @param nextLook   null after the last attempt; an admin can still replay the callback
     */
    public record ParkedCallback(String callbackId, Channel channel, Instant firstSeen, String providerId, String status, Instant eventAt,
                                 int looks, Instant nextLook) {
        public boolean isGivenUp() {
            return nextLook == null;
        }
    }

    /** Each counted up to 10 000. @param oldest arrival of the oldest one that is still retried, or null */
    public record Counts(long waiting, long givenUp, Instant oldest) {}

    /** Newest first. @param givenUp null for both kinds; @param after last id of the previous page, or null */
    public Slice<ParkedCallback> newest(Boolean givenUp, String after, int limit) {
        Boolean waiting = givenUp == null ? null : Boolean.valueOf(!givenUp);
        return tx.sql(connection -> {
            List<String> ids = StateIndex.newest(connection, CallbackState.PARKED, waiting, after == null ? "~" : after, limit + 1);
            return Slice.of(Rows.select(connection, Orphans::row, ROW, " order by c.id desc", ids), limit, ParkedCallback::callbackId);
        });
    }

    public Counts counts() {
        return tx.sql(connection -> new Counts(StateIndex.count(connection, CallbackState.PARKED, true, COUNTED),
            StateIndex.count(connection, CallbackState.PARKED, false, COUNTED), StateIndex.oldest(connection, CallbackState.PARKED,
            true).orElse(null)));
    }

    private static ParkedCallback row(ResultSet row) throws SQLException {
        return new ParkedCallback(row.getString("id"), Sql.word(row, "channel", Channel.class), Sql.instant(row, "received_at"),
            row.getString("provider_id"), row.getString("status"), Sql.instant(row, "event_at"), row.getInt("attempts"),
            Sql.instant(row, "next_attempt_at"));
    }
}
