package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Claims due callbacks for one applier at a time, see {@link Leases}. */
public final class CallbackClaims {
    public static final Duration LEASE = Duration.ofSeconds(10);
    /** Bytes of all bodies of a chunk, unless it is a single one: a body of 1 MiB can name 70 000 numbers. */
    private static final long CHUNK_BYTES = 1 << 20;
    /** Larger bodies are fetched after the claim, once they are known to fit. */
    private static final int SMALL_BYTES = 2_000;
    private static final int NOTE_CHARS = 500;
    private static final Leases LEASES = new Leases("callback");
    private static final String COLUMNS = "select c.id, c.version, c.channel, c.state, c.content_type, c.encoding, c.attempts, "
        + "c.failures, c.received_at, c.next_attempt_at, "
        + "octet_length(c.body) as bytes, case when octet_length(c.body) <= " + SMALL_BYTES
        + " then c.body end as body from callback c where ";

    /** Besides PENDING; APPLIED and SHELVED rows are due only if a node died during a replay. */
    private static final List<CallbackState> OTHERS = List.of(CallbackState.PARKED, CallbackState.APPLIED, CallbackState.SHELVED);

    private CallbackClaims() {}

    private record SizedCallback(ClaimedCallback callback, long bytes) {}

    /** @param more whether there may be others that did not fit */
    private record LimitedClaim(List<SizedCallback> fit, boolean more) {
        ClaimedCallback last() {
            return fit.get(fit.size() - 1).callback();
        }
    }

    /**
     * Claims due callbacks for the transaction that commits this, oldest first in each state: pending ones, and a tenth as many of each
     * other
     * state, so that no state waits for the end of another.
     * @param limit  of pending callbacks
     * @param cursor where the last claim of pending callbacks ended
     * @return pending callbacks first, without the larger bodies, see {@link #withBodies}
     */
    public static List<ClaimedCallback> due(Connection connection, Instant now, int limit, ClaimCursor cursor) throws SQLException {
        Instant from = cursor.from(now);
        LimitedClaim fresh = due(connection, CHUNK_BYTES, CallbackState.PENDING, from, now, limit);
        if (!fresh.more() && from.isAfter(Instant.EPOCH)) {
            from = Instant.EPOCH;
            fresh = due(connection, CHUNK_BYTES, CallbackState.PENDING, from, now, limit);
        }
        cursor.move(fresh.more() ? fresh.last().dueAt() : Instant.EPOCH);
        List<SizedCallback> due = new ArrayList<>(fresh.fit());
        if (from.equals(Instant.EPOCH)) {
            for (CallbackState state : OTHERS) {
                long left = CHUNK_BYTES - due.stream().mapToLong(SizedCallback::bytes).sum();
                due.addAll(due(connection, left, state, Instant.EPOCH, now, limit / 10).fit());
            }
        }
        List<ClaimedCallback> claimed = due.stream().map(SizedCallback::callback).toList();
        LEASES.claim(connection, ids(claimed), now.plus(LEASE));
        return claimed;
    }

    private static LimitedClaim due(Connection connection, long bytes, CallbackState state, Instant from, Instant now, int limit)
            throws SQLException {
        return bounded(connection, bytes, limit, COLUMNS + "c.state = ? and c.next_attempt_at between ? and ? and " + LEASES.free()
            + "order by c.next_attempt_at, c.id limit ?" + Leases.FREE, state.name(), from, now, now, limit);
    }

    /** @param blocked the next callback is locked by another transaction; it and all that follow must be claimed later */
    public record ClaimedRange(List<ClaimedCallback> claimed, boolean blocked) {}

    /**
     * Claims callbacks whether they are due or claimed or not. Stops at the first row that another transaction has locked.
     * @param after id of the last one claimed before; @param last id of the last one to claim
     */
    public static ClaimedRange matching(Connection connection, Instant now, CallbackQuery query, String after, String last, int limit)
            throws SQLException {
        List<String> wanted = ids(look(connection, query, after, last, limit));
        Map<String, ClaimedCallback> free = new HashMap<>();
        Rows.select(connection, row -> free.put(row.getString("id"), found(row).callback().forAdmin()), COLUMNS + "c.id in ",
            Leases.FREE, wanted);
        List<ClaimedCallback> claimed = wanted.stream().map(free::get).takeWhile(Objects::nonNull).toList();
        LEASES.claim(connection, ids(claimed), now.plus(LEASE));
        return new ClaimedRange(claimed, claimed.size() < wanted.size());
    }

    /** The same callbacks, read without a claim. */
    public static List<ClaimedCallback> look(Connection connection, CallbackQuery query, String after, String last, int limit)
            throws SQLException {
        CallbackQuery all = query.and("c.id > ?", after).and("c.id <= ?", last).and("1 = 1 order by c.id limit ?", limit);
        return bounded(connection, CHUNK_BYTES, limit, COLUMNS + all.sql(), all.values().toArray()).fit().stream()
            .map(SizedCallback::callback).toList();
    }

    /** Always at least one, of any size. */
    private static LimitedClaim bounded(Connection connection, long most, int limit, String sql, Object... values) throws SQLException {
        List<SizedCallback> found = Sql.list(connection, CallbackClaims::found, sql, values);
        List<SizedCallback> fit = new ArrayList<>();
        long bytes = 0;
        for (SizedCallback one : found) {
            bytes += one.bytes();
            if (bytes > most && !fit.isEmpty()) {
                break;
            }
            fit.add(one);
        }
        return new LimitedClaim(fit, fit.size() == limit || fit.size() < found.size());
    }

    /** The same callbacks with every body. */
    public static List<ClaimedCallback> withBodies(Connection connection, List<ClaimedCallback> claimed) throws SQLException {
        List<ClaimedCallback> large = claimed.stream().filter(kept -> kept.body() == null).toList();
        Map<String, byte[]> bodies = new HashMap<>();
        Rows.select(connection, row -> bodies.put(row.getString("id"), row.getBytes("body")),
            "select id, body from callback where id in ", "", ids(large));
        return claimed.stream().filter(kept -> kept.body() != null || bodies.containsKey(kept.id()))
            .map(kept -> kept.body() != null ? kept : kept.with(bodies.get(kept.id()))).toList();
    }

    /** Holds the claims; rows locked by another transaction are reported, mostly by the inbox that counts a repeat. */
    public static Leases.HeldRows hold(Connection connection, Collection<ClaimedCallback> claimed) throws SQLException {
        return LEASES.hold(connection, claimed.stream().collect(Collectors.toMap(ClaimedCallback::id, ClaimedCallback::claim)));
    }

    /** Writes the outcomes and ends the claims, in one statement for all equal outcomes. */
    public static void settle(Connection connection, List<CallbackOutcome> settled) throws SQLException {
        Map<List<Object>, List<String>> alike = new HashMap<>();
        for (CallbackOutcome one : settled) {
            List<Object> outcome = Arrays.asList(one.state().name(), Text.cut(one.note(), NOTE_CHARS), one.nextAttemptAt(), one.failures(),
                one.failures() == 0 ? 1 : 0);
            alike.computeIfAbsent(outcome, key -> new ArrayList<>()).add(one.callback().id());
        }
        for (Map.Entry<List<Object>, List<String>> some : alike.entrySet()) {
            Rows.update(connection, "update callback set state = ?, note = ?, next_attempt_at = ?, failures = ?, attempts = attempts + ?, "
                + LEASES.ended() + "where id in ", some.getValue(), some.getKey().toArray());
        }
        Rows.insert(connection, "insert into callback_gist (callback_id, provider_id, status, reason, event_at) values ",
            " on duplicate key update provider_id = values(provider_id), status = values(status), reason = values(reason), event_at = "
            + "values(event_at)", settled.stream().filter(one -> one.gist().providerId() != null).toList(),
            one -> new Object[] {one.callback().id(), one.gist().providerId(), one.gist().status(), one.gist().reason(), one.gist().at()});
    }

    /** Ends the claims without an outcome. @param next when the callbacks are due again, or null for never */
    public static void release(Connection connection, Collection<ClaimedCallback> claimed, Instant next) throws SQLException {
        Rows.update(connection, "update callback set next_attempt_at = ?, " + LEASES.ended() + "where id in ", ids(claimed), next);
    }

    /** Makes parked callbacks of these provider ids due. Skips rows that another transaction has locked. */
    public static void wake(Connection connection, Channel channel, Collection<String> providerIds, Instant now) throws SQLException {
        List<String> parked = Rows.select(connection, row -> row.getString("id"),
            "select c.id from callback_gist g join callback c on c.id = g.callback_id where c.channel = '" + channel.name()
            + "' and c.state = 'PARKED' and g.provider_id in ", "", providerIds);
        List<String> free = Rows.select(connection, row -> row.getString("id"), "select id from callback where state = 'PARKED' and id in ",
            Leases.FREE, parked);
        wake(connection, free, now);
    }

    /** Makes those of these callbacks due that are still parked. */
    public static void wake(Connection connection, Collection<String> parked, Instant now) throws SQLException {
        Rows.update(connection, "update callback set next_attempt_at = ?, " + LEASES.ended()
            + "where state = 'PARKED' and id in ", parked, now);
    }

    public static List<String> ids(Collection<ClaimedCallback> callbacks) {
        return callbacks.stream().map(ClaimedCallback::id).toList();
    }

    private static SizedCallback found(ResultSet row) throws SQLException {
        return new SizedCallback(new ClaimedCallback(row.getString("id"), row.getLong("version") + 1,
            Sql.word(row, "channel", Channel.class), Sql.word(row, "state", CallbackState.class), row.getBytes("body"),
            row.getString("content_type"), row.getString("encoding"), row.getInt("attempts"), row.getInt("failures"),
            Sql.instant(row, "received_at"), Sql.instant(row, "next_attempt_at"),
            Sql.word(row, "state", CallbackState.class) == CallbackState.APPLIED), row.getLong("bytes"));
    }
}
