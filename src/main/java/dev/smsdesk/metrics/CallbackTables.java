package dev.smsdesk.metrics;

import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.SignedTimes;
import dev.smsdesk.receive.inbox.StateIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Figures from the tables. Each query costs the same however many rows are stored; the oldest waiting callback costs one index entry per
 * waiting row.
 */
final class CallbackTables {
    private static final int SAMPLES = 201;
    private static final int FEWEST_SAMPLES = 3;
    private static final Duration RECENT = Duration.ofHours(1);

    private CallbackTables() {}

    /** @param state one with few rows */
    static Health.Backlog backlog(Connection connection, CallbackState state) throws SQLException {
        return new Health.Backlog(StateIndex.count(connection, state, null, Health.Backlog.MOST),
            StateIndex.oldest(connection, state, false).orElse(null));
    }

    static Health.Skew skew(Connection connection, Instant now) throws SQLException {
        List<Duration> ages = SignedTimes.ages(connection, now.minus(RECENT), SAMPLES);
        return ages.size() < FEWEST_SAMPLES ? null : new Health.Skew(ages.stream().sorted().toList().get(ages.size() / 2), ages.size());
    }
}
