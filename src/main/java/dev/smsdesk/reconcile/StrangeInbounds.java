package dev.smsdesk.reconcile;

import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.time.Instant;
import java.util.List;

/**
 * Inbound messages that Sinch listed when it was asked and that nothing here can read: binary, media. Whether their callback came, they do
 * not tell.
 */
public final class StrangeInbounds {
    /** Counted up to here. */
    public static final int MOST = 10_000;
    private final Tx tx;

    public StrangeInbounds(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param sender     digits, or a name; null where it was not said, as {@code addressee} and {@code acceptedAt}
     * @param acceptedAt when Sinch received it; {@code noticedAt}: when it was listed first
     * @param why        it cannot be read, one line
     * @param json       as Sinch listed it
     */
    public record StrangeInbound(String providerId, String sender, String addressee, Instant acceptedAt, Instant noticedAt, String why,
        String json) {}

    /** Newest first. */
    public List<StrangeInbound> newest(int limit) {
        return tx.sql(connection -> Sql.list(connection,
            row -> new StrangeInbound(row.getString("provider_id"), row.getString("sender"), row.getString("addressee"),
            Sql.instant(row, "accepted_at"), Sql.instant(row, "noticed_at"), row.getString("why"), row.getString("json")),
            "select provider_id, sender, addressee, accepted_at, noticed_at, why, json from strange_inbound order by id desc limit ?",
            limit));
    }

    public long count() {
        return tx.sql(connection -> Sql.list(connection, row -> row.getLong(1),
            "select count(*) from (select id from strange_inbound limit ?) found", MOST).get(0));
    }
}
