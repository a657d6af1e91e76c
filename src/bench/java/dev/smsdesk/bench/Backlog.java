package dev.smsdesk.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;

/** What the desk has accepted and not applied yet. */
final class Backlog {
    private static final long LOOK_MILLIS = 50;
    private static final long LATER_LOOK_MILLIS = 500;
    /** The share of what was accepted that an applier which keeps pace may have in hand when the load ends. */
    private static final double AT_HAND = 0.02;
    private static final int ASIDE_ROWS = 500;
    private static final int PATIENCE = 100;
    private final Connection connection;

    Backlog(Connection connection) {
        this.connection = connection;
    }

    /** Waits until all of a load has taken effect, at most that long. @param after id of the callback before the load */
    Applied drain(String after, Outcome outcome, Duration atMost) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        long first = pending(after);
        long left = first;
        double seconds = 0;
        while (left > 0 && seconds < atMost.toSeconds()) {
            Thread.sleep(seconds < 1 ? LOOK_MILLIS : LATER_LOOK_MILLIS);
            left = pending(after);
            seconds = (System.nanoTime() - began) / 1e9;
        }
        boolean keptPace = first <= outcome.accepted() * AT_HAND;
        double draining = (first - left) / Math.max(seconds, LOOK_MILLIS / 1e3);
        double sustained = outcome.accepted() / (outcome.seconds() + (first == 0 ? 0 : first / draining));
        return new Applied((outcome.accepted() - first) / outcome.seconds(), keptPace ? Double.NaN : draining, left, sustained);
    }

    private long pending(String after) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from callback where state = 'PENDING' and id > ?")) {
            query.setString(1, after);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Pending callbacks are postponed until after the benchmark, so that the next variant has the machine to itself. */
    void putAside(String after) throws SQLException {
        String sql = "update callback set next_attempt_at = timestampadd(day, 30, received_at) where state = 'PENDING' and id > ? and id "
            + "<= ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            String from = after;
            for (String to = someAfter(from); to != null; to = someAfter(from)) {
                update.setString(1, from);
                update.setString(2, to);
                despiteDeadlocks(update);
                from = to;
            }
        }
    }

    private String someAfter(String id) throws SQLException {
        String sql = "select max(id) from (select id from callback where id > ? order by id limit " + ASIDE_ROWS + ") some";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** The applier may hold some of the rows. */
    private static void despiteDeadlocks(PreparedStatement update) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                update.executeUpdate();
                return;
            } catch (SQLTransactionRollbackException e) {
                if (tries == PATIENCE) {
                    throw e;
                }
            }
        }
    }
}
