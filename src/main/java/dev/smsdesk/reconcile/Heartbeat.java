package dev.smsdesk.reconcile;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of which this installation knows nothing: no node was at work, or the database was set back to a backup. Each node says once a
 * minute that it is there; a time without any such row is a gap.
 */
public final class Heartbeat {
    static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration ABSENCE = Duration.ofMinutes(10);
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private Instant last = Instant.MIN;

    public Heartbeat(Tx tx, Ids ids, Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param asked how many recipients that were composed before its end had to be asked for after it; counted up to 10 000 */
    public record Gap(String id, Instant began, Instant ended, long asked) {}

    /** Says that this node is there, not more than once a minute. @return whether it found a gap */
    boolean tell() {
        Instant now = clock.instant();
        if (last.plus(EVERY).isAfter(now) && !last.isAfter(now)) {
            return false;
        }
        boolean gap = tx.once(SqlWork.on(connection -> {
            List<Instant> seen = Sql.list(connection, row -> Sql.instant(row, "seen"),
                "select seen from presence where id = 1 for update skip locked");
            if (seen.isEmpty() && !Sql.list(connection, row -> row.getInt(1), "select id from presence where id = 1").isEmpty()) {
                return false;   // another node says so at this moment
            }
            boolean absent = !seen.isEmpty() && seen.get(0).plus(ABSENCE).isBefore(now);
            if (absent) {
                Sql.run(connection, "insert into gap (id, began_at, ended_at) values (?, ?, ?)", ids.next(), seen.get(0), now);
            }
            Sql.run(connection, "insert into presence (id, seen) values (1, ?) on duplicate key update seen = values(seen)", now);
            return absent;
        }));
        last = now;
        return gap;
    }

    /** Newest first. @param after id of the last one seen, or null */
    public Slice<Gap> gaps(String after, int limit) {
        return tx.sql(connection -> {
            List<Gap> gaps = Sql.list(connection, row -> new Gap(row.getString("id"), Sql.instant(row, "began_at"),
                Sql.instant(row, "ended_at"), 0),
                "select id, began_at, ended_at from gap where id < ? order by id desc limit ?", after == null ? "~" : after, limit + 1);
            List<Gap> counted = new ArrayList<>();
            for (Gap gap : gaps) {
                counted.add(new Gap(gap.id(), gap.began(), gap.ended(),
                    Sql.list(connection, row -> row.getLong(1), "select count(*) from (select recipient_id from unheard "
                    + "where recipient_id < ? and noticed_at >= ? limit 10000) found", Ids.firstAt(gap.ended()), gap.ended()).get(0)));
            }
            return Slice.of(counted, limit, Gap::id);
        });
    }
}
