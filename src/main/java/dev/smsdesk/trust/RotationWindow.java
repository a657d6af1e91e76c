package dev.smsdesk.trust;

import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time in which Sinch changes to another secret: while it is open, a failed signature is answered 503, so that Sinch retries. Stored
 * in the database, for all nodes and across restarts.
 */
public final class RotationWindow {
    public static final Duration LONGEST = Duration.ofHours(24);
    private static final String NAME = "rotation";
    private final Tx tx;
    private final Clock clock;

    public RotationWindow(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** One window, open or past. */
    public record Opening(Instant openedAt, Instant endsAt, String openedBy) {
        /** Never longer than {@link #LONGEST}, even if the row says so. */
        public boolean isOpen(Instant now) {
            return now.isBefore(endsAt) && now.isBefore(openedAt.plus(LONGEST));
        }
    }

    /**
     * Opens a window now.
     * @return false if one is open already, which stays as it is
     * @throws IllegalArgumentException less than an hour or more than {@link #LONGEST}
     */
    public boolean open(Duration time, String who) {
        if (time.compareTo(Duration.ofHours(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a rotation window lasts from one hour to " + LONGEST.toHours());
        }
        Instant now = clock.instant();
        return tx.once(SqlWork.on(connection -> {
            Sql.run(connection, "insert into rotation_window (name, opened_at, ends_at, opened_by) values (?, ?, ?, ?) on duplicate key "
                + "update name = name",
                NAME, now, now, who);   // a row to lock exists, and its window is not open
            if (read(connection, " for update").filter(opening -> opening.isOpen(now)).isPresent()) {
                return false;
            }
            Sql.run(connection, "update rotation_window set opened_at = ?, ends_at = ?, opened_by = ? where name = ?", now,
                now.plus(time), who, NAME);
            return true;
        }));
    }

    /** From now on failed signatures are refused for good again. */
    public void close() {
        tx.sql(connection -> {
            Sql.run(connection, "delete from rotation_window where name = ?", NAME);
            return null;
        });
    }

    /** The last window opened, or null. */
    Opening latest(Connection connection) throws SQLException {
        return read(connection, "").orElse(null);
    }

    private static Optional<Opening> read(Connection connection, String lock) throws SQLException {
        List<Opening> found = Sql.list(connection, row -> new Opening(Sql.instant(row, "opened_at"), Sql.instant(row, "ends_at"),
            row.getString("opened_by")), "select opened_at, ends_at, opened_by from rotation_window where name = ?" + lock, NAME);
        return found.stream().findFirst();
    }
}
