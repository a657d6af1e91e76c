package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads stored callbacks for pages and the API. */
public final class Callbacks {
    private static final String ROW = "select c.id, c.channel, c.sha256, c.received_at, c.last_seen_at, c.state, c.note, c.seen, "
        + "g.provider_id, g.status, g.reason, g.event_at, c.secret_name, c.content_type, c.encoding, c.nonce, c.signed_at, "
        + "octet_length(c.body) as body_bytes, exists (select 1 from callback o where o.nonce = c.nonce and o.channel = c.channel and "
        + "o.id <> c.id) as nonce_reused from callback c left join callback_gist g on g.callback_id = c.id ";
    private static final String OF_CHANNEL = " from callback use index (callback_channel) where channel = ? and ";
    private static final int COUNTED = 10_000;
    private final Tx tx;

    public Callbacks(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param sha256      of the raw body, in hex
     * @param seen        how often the same bytes arrived
     * @param providerId  Sinch's batch id or message id; status, reason and eventAt are those of its first line
     * @param nonceReused another callback has the same nonce: Sinch changed the body of a retry, or an attacker has the secret
     */
    public record StoredCallback(String id, Channel channel, String sha256, Instant receivedAt, Instant lastSeenAt, CallbackState state,
        String note, int seen, String providerId, String status, String reason, Instant eventAt, String secretName,
        String contentType, String encoding, String nonce, Instant signedAt, long bodyBytes, boolean nonceReused) {}

    /** Newest first. @param state null for all; @param after last id of the previous page, or null */
    public Slice<StoredCallback> newest(CallbackState state, String after, int limit) {
        return tx.sql(connection -> {
            String before = after == null ? "~" : after;
            List<StoredCallback> rows = state == null
                ? Sql.list(connection, Callbacks::row, ROW + "where c.id < ? order by c.id desc limit ?", before, limit + 1)
                : Rows.select(connection, Callbacks::row, ROW + "where c.id in ", " order by c.id desc",
                    StateIndex.newest(connection, state, null, before, limit + 1));
            return Slice.of(rows, limit, StoredCallback::id);
        });
    }

    /** Oldest first, for a comparison with the sender's own list. @param channel null for all */
    public Slice<StoredCallback> inOrder(Channel channel, String after, int limit) {
        return tx.sql(connection -> {
            String from = after == null ? "" : after;
            List<StoredCallback> rows = channel == null
                ? Sql.list(connection, Callbacks::row, ROW + "where c.id > ? order by c.id limit ?", from, limit + 1)
                : Rows.select(connection, Callbacks::row, ROW + "where c.id in ", " order by c.id",
                    Sql.list(connection, row -> row.getString(1), ofChannel(connection), channel.name(), from, limit + 1));
            return Slice.of(rows, limit, StoredCallback::id);
        });
    }

    /** SQL for the ids of one channel. */
    static String ofChannel(Connection connection) throws SQLException {
        return "select id" + OF_CHANNEL + "id > ? order by " + inIndex(connection, "") + " limit ?";
    }

    /** H2 uses the index order only if the constant column is named too, MariaDB only if it is not; otherwise they sort all rows. */
    private static String inIndex(Connection connection, String direction) throws SQLException {
        return (connection.getMetaData().getDatabaseProductName().equals("H2") ? "channel" + direction + ", id" : "id") + direction;
    }

    public Optional<StoredCallback> one(String id) {
        return tx.sql(connection -> Sql.list(connection, Callbacks::row, ROW + "where c.id = ?", id).stream().findFirst());
    }

    /** The raw request body. */
    public Optional<byte[]> body(String id) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getBytes(1), "select body from callback where id = ?", id)
            .stream().findFirst());
    }

    /** Whether a callback with exactly this body is stored. @param sha256 of the raw body */
    public boolean isKept(Channel channel, byte[] sha256) {
        return tx.sql(connection -> !Sql.list(connection, row -> row.getString(1),
            "select id from callback where channel = ? and sha256 = ?", channel.name(), sha256).isEmpty());
    }

    /** Number of callbacks in the states that need an operator; counted up to 10 000. */
    public Map<CallbackState, Long> needingAttention() {
        return tx.sql(connection -> {
            Map<CallbackState, Long> counts = new TreeMap<>();
            for (CallbackState state : List.of(CallbackState.PARKED, CallbackState.SHELVED)) {
                counts.put(state, StateIndex.count(connection, state, null, COUNTED));
            }
            return counts;
        });
    }

    /** How many of the newest callbacks arrived more than once. */
    public static long repeated(Connection connection, int newest) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1),
            "select count(*) from (select seen from callback order by id desc limit ?) newest where seen > 1", newest).get(0);
    }

    /** When a genuine callback last arrived on this path; self-tests do not count. */
    public Optional<Instant> lastGenuine(Channel channel) {
        return tx.sql(connection -> Sql.list(connection, row -> Sql.instant(row, "received_at"),
            "select received_at" + OF_CHANNEL + "(note is null or note <> ?) order by " + inIndex(connection, " desc") + " limit 1",
            channel.name(), InboxNote.SELF_TEST.stored()).stream().findFirst());
    }

    private static StoredCallback row(ResultSet row) throws SQLException {
        return new StoredCallback(row.getString("id"), Sql.word(row, "channel", Channel.class), HexFormat.of()
            .formatHex(row.getBytes("sha256")), Sql.instant(row, "received_at"), Sql.instant(row, "last_seen_at"),
            Sql.word(row, "state", CallbackState.class), row.getString("note"), row.getInt("seen"), row.getString("provider_id"),
            row.getString("status"), row.getString("reason"), Sql.instant(row, "event_at"), row.getString("secret_name"),
            row.getString("content_type"), row.getString("encoding"), row.getString("nonce"), Sql.instant(row, "signed_at"),
            row.getLong("body_bytes"), row.getBoolean("nonce_reused"));
    }
}
