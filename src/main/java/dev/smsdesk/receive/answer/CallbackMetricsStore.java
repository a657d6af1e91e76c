package dev.smsdesk.receive.answer;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answers of all nodes, in slots of five minutes, for two days. Each node adds its counts every two seconds, in the background; a
 * crash loses the counts of the last two seconds, and no callback.
 */
public final class CallbackMetricsStore implements AutoCloseable {
    public static final Duration SLOT = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofHours(49);
    /** Nodes' clocks differ by less than this. */
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final String REPEATED = "repeated";
    private final Tx tx;
    private final CallbackMetrics traffic;
    private final String node;
    private final Clock clock;
    private final Map<String, Long> written = new HashMap<>();
    private final Map<Channel, Instant> heard = new HashMap<>();
    private Instant swept = Instant.MIN;
    private final Background background = new Background("traffic", EVERY, this::write);

    /** @param node an id that is unique, also across restarts */
    public CallbackMetricsStore(Tx tx, CallbackMetrics traffic, String node, Clock clock) {
        this.tx = tx;
        this.traffic = traffic;
        this.node = node;
        this.clock = clock;
    }

    public void start() {
        background.start();
    }

    /** Counts of all nodes, by the names that the static methods below make. */
    public record Sums(Map<String, Long> byName) {
        public long accepted(Channel channel) {
            return byName.getOrDefault(CallbackMetricsStore.accepted(channel), 0L);
        }

        public long refused(Channel channel, RefusalReason reason) {
            return byName.getOrDefault(CallbackMetricsStore.refused(channel, reason), 0L);
        }

        public long notKept(NotKept cause) {
            return byName.getOrDefault(CallbackMetricsStore.notKept(cause), 0L);
        }

        public long repeated() {
            return byName.getOrDefault(REPEATED, 0L);
        }
    }

    /** @param time rounded down to its slot */
    public Sums since(Instant time) {
        return tx.sql(connection -> {
            Map<String, Long> sums = new TreeMap<>();
            Sql.list(connection, row -> sums.put(row.getString("name"), row.getLong("amounts")),
                "select name, sum(amount) as amounts from traffic where slot >= ? group by name", slot(time));
            return new Sums(sums);
        });
    }

    /** When a node last accepted a callback; channels without one are absent. */
    public Map<Channel, Instant> lastHeard() {
        return tx.sql(connection -> {
            Map<Channel, Instant> last = new TreeMap<>();
            Sql.list(connection, row -> last.put(Sql.word(row, "channel", Channel.class), Sql.instant(row, "at")),
                "select channel, at from heard");
            return last;
        });
    }

    /**
     * When a node last accepted a callback of this channel, or null. A future time was written before a clock was set back and would hide
     * a silence until then; it is replaced by now in the table.
     */
    public Instant lastHeard(Channel channel) {
        Instant now = clock.instant();
        return tx.sql(connection -> {
            Instant last = Sql.list(connection, row -> Sql.instant(row, "at"), "select at from heard where channel = ?", channel.name())
                .stream().findFirst().orElse(null);
            if (last == null || !last.isAfter(now.plus(AHEAD))) {
                return last;
            }
            Sql.run(connection, "update heard set at = ? where at > ?", now, now.plus(AHEAD));
            return now;
        });
    }

    /** Writes the counts since the last call; after a failure the next call writes them. */
    boolean write() {
        Map<String, Long> now = counted();
        Map<Channel, Instant> last = new HashMap<>();
        for (Channel channel : Channel.values()) {
            Instant at = traffic.lastAccepted(channel);
            if (at != null && !at.equals(heard.get(channel))) {
                last.put(channel, at);
            }
        }
        now.entrySet().removeIf(entry -> entry.getValue().equals(written.getOrDefault(entry.getKey(), 0L)));
        if (!now.isEmpty() || !last.isEmpty()) {
            tx.once(SqlWork.on(connection -> {
                add(connection, now);
                for (Map.Entry<Channel, Instant> one : last.entrySet()) {
                    Sql.run(connection, "insert into heard (channel, at) values (?, ?) on duplicate key update at = greatest(at, "
                        + "values(at))", one.getKey().name(), one.getValue());
                }
                return null;
            }));
            written.putAll(now);
            heard.putAll(last);
        }
        sweep();
        return false;
    }

    private void add(Connection connection, Map<String, Long> counts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into traffic (slot, node, name, amount) values (?, ?, ?, ?) "
                + "on duplicate key update amount = amount + values(amount)")) {
            for (Map.Entry<String, Long> one : counts.entrySet()) {
                Sql.bind(insert, slot(clock.instant()), node, one.getKey(), one.getValue() - written.getOrDefault(one.getKey(), 0L));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        if (swept.plus(SLOT).isBefore(now)) {
            tx.sql(connection -> {
                Sql.run(connection, "delete from traffic where slot < ?", now.minus(KEPT));
                return null;
            });
            swept = now;
        }
    }

    private Map<String, Long> counted() {
        Map<String, Long> counts = new TreeMap<>();
        for (Channel channel : Channel.values()) {
            counts.put(accepted(channel), traffic.acceptedCount(channel));
            for (RefusalReason reason : RefusalReason.values()) {
                counts.put(refused(channel, reason), traffic.refusedCount(channel, reason));
            }
        }
        for (NotKept cause : NotKept.values()) {
            counts.put(notKept(cause), traffic.notKeptCount(cause));
        }
        counts.put(REPEATED, traffic.repeatedCount());
        return counts;
    }

    private static String accepted(Channel channel) {
        return "accepted " + channel.word();
    }

    private static String refused(Channel channel, RefusalReason reason) {
        return "refused " + channel.word() + " " + CallbackMetrics.word(reason);
    }

    private static String notKept(NotKept cause) {
        return "not-kept " + CallbackMetrics.word(cause);
    }

    static Instant slot(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() - time.getEpochSecond() % SLOT.toSeconds());
    }

    @Override
    public void close() {
        background.close();
    }
}
