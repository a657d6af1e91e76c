package dev.smsdesk.apply;

import dev.smsdesk.message.Family;
import dev.smsdesk.receive.CallbackState;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may take which callback to effect. A claim moves the time of the next attempt to the end of a lease and counts up a version; once that is
 * committed nobody else finds the callback due. The effect is written only where the version still stands. That rows which another node has
 * locked are skipped saves time, nothing rests on it: the nodes of a cluster do not see each other's locks.
 * @see "docs/decisions/005-a-claim-is-a-lease.md"
 */
final class Claims {
    static final Duration LEASE = Duration.ofSeconds(10);
    /** Bodies of a chunk together, or a single one: a body of a MiB can name 70 000 numbers. */
    private static final long CHUNK_BYTES = 1 << 20;
    /** Larger ones are fetched after the claim, when it is known that they fit. */
    private static final int SMALL_BYTES = 8_000;
    private static final int NOTE_CHARS = 500;
    private static final String FREE = " for update skip locked";
    private static final String COLUMNS = "select id, claim, family, state, content_type, encoding, attempts, received_at, octet_length(body) as bytes, "
        + "case when octet_length(body) <= " + SMALL_BYTES + " then body end as body from callback ";

    private Claims() {}

    private record Found(Kept callback, long bytes) {}

    /** Due callbacks, oldest first, for whoever commits this. @return without the larger bodies, see {@link #withBodies} */
    static List<Kept> due(Connection connection, Instant now, int limit) throws SQLException {
        return claimed(connection, now, Sql.list(connection, Claims::found,
            COLUMNS + "where next_attempt_at <= ? order by next_attempt_at, id limit ?" + FREE, now, limit));
    }

    private static List<Kept> claimed(Connection connection, Instant now, List<Found> found) throws SQLException {
        List<Kept> taken = new ArrayList<>();
        long bytes = 0;
        for (Found one : found) {
            bytes += one.bytes();
            if (bytes > CHUNK_BYTES && !taken.isEmpty()) {
                break;
            }
            taken.add(one.callback());
        }
        Rows.update(connection, "update callback set next_attempt_at = ?, claim = claim + 1 where id in ", ids(taken), now.plus(LEASE));
        return taken;
    }

    /** The same with every body there. */
    static List<Kept> withBodies(Connection connection, List<Kept> claimed) throws SQLException {
        List<Kept> large = claimed.stream().filter(kept -> kept.body() == null).toList();
        Map<String, byte[]> bodies = new HashMap<>();
        Rows.select(connection, row -> bodies.put(row.getString("id"), row.getBytes("body")), "select id, body from callback where id in ", "",
            ids(large));
        return claimed.stream().filter(kept -> kept.body() != null || bodies.containsKey(kept.id()))
            .map(kept -> kept.body() != null ? kept : kept.with(bodies.get(kept.id()))).toList();
    }

    /** Locks those whose claim still stands; the others have found another node. */
    static Set<String> held(Connection connection, Collection<Kept> claimed) throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        Rows.select(connection, row -> versions.put(row.getString("id"), row.getLong("claim")), "select id, claim from callback where id in ",
            FREE, ids(claimed));
        Set<String> held = new HashSet<>();
        claimed.stream().filter(kept -> Long.valueOf(kept.claim()).equals(versions.get(kept.id()))).forEach(kept -> held.add(kept.id()));
        return held;
    }

    /** What became of them; the claims end. One statement for all that fared alike. */
    static void settle(Connection connection, List<Settled> settled) throws SQLException {
        Map<List<Object>, List<String>> alike = new HashMap<>();
        for (Settled one : settled) {
            alike.computeIfAbsent(Arrays.asList(one.state().name(), cut(one.note()), one.nextAttemptAt()), outcome -> new ArrayList<>())
                .add(one.callback().id());
        }
        for (Map.Entry<List<Object>, List<String>> some : alike.entrySet()) {
            Rows.update(connection, "update callback set state = ?, note = ?, next_attempt_at = ?, attempts = attempts + 1, claim = claim + 1 where id in ", some.getValue(),
                some.getKey().toArray());
        }
        Rows.insert(connection, "insert into callback_gist (callback_id, provider_id, status, reason, event_at) values ",
            " on duplicate key update provider_id = values(provider_id), status = values(status), reason = values(reason), event_at = values(event_at)",
            settled.stream().filter(one -> one.gist().providerId() != null).toList(), one -> new Object[] {one.callback().id(), one.gist().providerId(),
                one.gist().status(), one.gist().reason(), one.gist().at()});
    }

    /** The claims end, and nothing is said of the callbacks. @param next when they are due again, or null for never */
    static void release(Connection connection, Collection<Kept> claimed, Instant next) throws SQLException {
        Rows.update(connection, "update callback set next_attempt_at = ?, claim = claim + 1 where id in ", ids(claimed), next);
    }

    /** The parked callbacks under this provider id are due now. Those that somebody looks at in this moment are his. */
    static void wake(Connection connection, Family family, String providerId, Instant now) throws SQLException {
        List<String> parked = Sql.list(connection, row -> row.getString("id"),
            "select c.id from callback_gist g join callback c on c.id = g.callback_id "
            + "where g.provider_id = ? and c.family = ? and c.state = 'PARKED'", providerId, family.word());
        List<String> free = Rows.select(connection, row -> row.getString("id"), "select id from callback where id in ", FREE, parked);
        Rows.update(connection, "update callback set next_attempt_at = ? where id in ", free, now);
    }

    /** Of these, just parked: those whose id Sinch has told us meanwhile are due now. Either we see the answer's commit here, or it sees ours. */
    static boolean wakeKnown(Connection connection, Collection<Kept> parked, Instant now) throws SQLException {
        List<String> known = Rows.select(connection, row -> row.getString("id"), "select c.id from callback c "
            + "join callback_gist g on g.callback_id = c.id join provider_ref p on p.provider_id = g.provider_id and p.family = upper(c.family) "
            + "where c.state = 'PARKED' and c.id in ", "", ids(parked));
        Rows.update(connection, "update callback set next_attempt_at = ? where id in ", known, now);
        return !known.isEmpty();
    }

    private static String cut(String note) {
        return note == null || note.length() <= NOTE_CHARS ? note : note.substring(0, NOTE_CHARS);
    }

    private static List<String> ids(Collection<Kept> callbacks) {
        return callbacks.stream().map(Kept::id).toList();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(new Kept(row.getString("id"), row.getLong("claim") + 1, Sql.word(row, "family", Family.class),
            Sql.word(row, "state", CallbackState.class), row.getBytes("body"), row.getString("content_type"), row.getString("encoding"),
            row.getInt("attempts"), Sql.instant(row, "received_at")), row.getLong("bytes"));
    }
}
