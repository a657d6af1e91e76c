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

/** What pages and API read of kept callbacks. */
public final class Callbacks {
    private static final String ROW = "select c.id, c.channel, c.sha256, c.received_at, c.last_seen_at, c.state, c.note, c.seen, g.provider_id, "
        + "g.status, g.reason, g.event_at, c.secret_name, c.content_type, c.encoding, c.nonce, c.signed_at, octet_length(c.body) as body_bytes, "
        + "exists (select 1 from callback o where o.nonce = c.nonce and o.channel = c.channel and o.id <> c.id) as nonce_reused "
        + "from callback c left join callback_gist g on g.callback_id = c.id ";
    private static final String OF_CHANNEL = " from callback use index (callback_channel) where channel = ? and ";
    private static final int COUNTED = 10_000;
    private final Tx tx;

    public Callbacks(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param sha256      of the raw body, in hex
     * @param seen        how often the same bytes came
     * @param providerId  batch id or message id that it speaks of; status, reason and eventAt are what its first line says
     * @param nonceReused another callback carries the same nonce: Sinch sent it again in other words, or somebody has the secret
     */
    public record Row(String id, Channel channel, String sha256, Instant receivedAt, Instant lastSeenAt, CallbackState state, String note, int seen,
                      String providerId, String status, String reason, Instant eventAt, String secretName, String contentType, String encoding,
                      String nonce, Instant signedAt, long bodyBytes, boolean nonceReused) {}

    /** Newest first. @param state only these, or null; @param after id of the last one seen, or null */
    public Slice<Row> newest(CallbackState state, String after, int limit) {
        return tx.sql(connection -> {
            String before = after == null ? "~" : after;
            List<Row> rows = state == null
                ? Sql.list(connection, Callbacks::row, ROW + "where c.id < ? order by c.id desc limit ?", before, limit + 1)
                : Rows.select(connection, Callbacks::row, ROW + "where c.id in ", " order by c.id desc",
                    StateIndex.newest(connection, state, null, before, limit + 1));
            return Slice.of(rows, limit, Row::id);
        });
    }

    /** Oldest first, for whoever holds what he sent against what is kept. @param channel only these, or null */
    public Slice<Row> inOrder(Channel channel, String after, int limit) {
        return tx.sql(connection -> {
            String from = after == null ? "" : after;
            List<Row> rows = channel == null
                ? Sql.list(connection, Callbacks::row, ROW + "where c.id > ? order by c.id limit ?", from, limit + 1)
                : Rows.select(connection, Callbacks::row, ROW + "where c.id in ", " order by c.id",
                    Sql.list(connection, row -> row.getString(1), ofChannel(connection), channel.name(), from, limit + 1));
            return Slice.of(rows, limit, Row::id);
        });
    }

    /** The ids of one channel. */
    static String ofChannel(Connection connection) throws SQLException {
        return "select id" + OF_CHANNEL + "id > ? order by " + inIndex(connection, "") + " limit ?";
    }

    /** H2 reads an index in its order only where the column that is always the same is named too, MariaDB only where it is not: else they sort all. */
    private static String inIndex(Connection connection, String direction) throws SQLException {
        return (connection.getMetaData().getDatabaseProductName().equals("H2") ? "channel" + direction + ", id" : "id") + direction;
    }

    public Optional<Row> one(String id) {
        return tx.sql(connection -> Sql.list(connection, Callbacks::row, ROW + "where c.id = ?", id).stream().findFirst());
    }

    /** The raw bytes as they came. */
    public Optional<byte[]> body(String id) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getBytes(1), "select body from callback where id = ?", id).stream().findFirst());
    }

    /** Whether these very bytes are kept. @param sha256 of the raw body */
    public boolean isKept(Channel channel, byte[] sha256) {
        return tx.sql(connection -> !Sql.list(connection, row -> row.getString(1), "select id from callback where channel = ? and sha256 = ?", channel.name(), sha256).isEmpty());
    }

    /** How many callbacks stand in a state, in states that somebody should look at; counted up to 10 000. */
    public Map<CallbackState, Long> needingAttention() {
        return tx.sql(connection -> {
            Map<CallbackState, Long> counts = new TreeMap<>();
            for (CallbackState state : List.of(CallbackState.PARKED, CallbackState.SHELVED)) {
                counts.put(state, StateIndex.count(connection, state, null, COUNTED));
            }
            return counts;
        });
    }

    /** How many of the newest came more than once. */
    public static long repeated(Connection connection, int newest) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1), "select count(*) from (select seen from callback order by id desc limit ?) newest where seen > 1", newest).get(0);
    }

    /** When Sinch's signature last held on this path; our own self-tests do not count. */
    public Optional<Instant> lastGenuine(Channel channel) {
        return tx.sql(connection -> Sql.list(connection, row -> Sql.instant(row, "received_at"),
            "select received_at" + OF_CHANNEL + "(note is null or note <> ?) order by " + inIndex(connection, " desc") + " limit 1",
            channel.name(), SelfTestMark.NOTE).stream().findFirst());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("id"), Sql.word(row, "channel", Channel.class), HexFormat.of().formatHex(row.getBytes("sha256")),
            Sql.instant(row, "received_at"), Sql.instant(row, "last_seen_at"), Sql.word(row, "state", CallbackState.class), row.getString("note"),
            row.getInt("seen"), row.getString("provider_id"), row.getString("status"), row.getString("reason"), Sql.instant(row, "event_at"),
            row.getString("secret_name"), row.getString("content_type"), row.getString("encoding"), row.getString("nonce"),
            Sql.instant(row, "signed_at"), row.getLong("body_bytes"), row.getBoolean("nonce_reused"));
    }
}
