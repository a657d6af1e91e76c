package dev.smsdesk.metrics;

import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.SignedTimes;
import dev.smsdesk.receive.inbox.StateIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Figures that are read off the tables, each by a look that stays as small however much is kept; the oldest of what waits by as many entries of an index as wait. */
final class CallbackTables {
    private static final int SAMPLES = 201;
    private static final int FEWEST_SAMPLES = 3;
    private static final Duration RECENT = Duration.ofHours(1);

    private CallbackTables() {}

    /** @param state one in which few are */
    static Health.Heap heap(Connection connection, CallbackState state) throws SQLException {
        return new Health.Heap(StateIndex.count(connection, state, null, Health.Heap.MOST), StateIndex.oldest(connection, state, false).orElse(null));
    }

    static Health.Skew skew(Connection connection, Instant now) throws SQLException {
        List<Duration> ages = SignedTimes.ages(connection, now.minus(RECENT), SAMPLES);
        return ages.size() < FEWEST_SAMPLES ? null : new Health.Skew(ages.stream().sorted().toList().get(ages.size() / 2), ages.size());
    }
}
