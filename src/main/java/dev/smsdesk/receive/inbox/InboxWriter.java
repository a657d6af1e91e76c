package dev.smsdesk.receive.inbox;

import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.inbox.InboxQueue.Waiting;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Transient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Writes a group in one commit. A passing fault is tried again; any other halves the group, and halves that again, so that only the bad
 * callback fails. Where somebody holds a lock, each try costs a second, so those that are locked are looked for instead. A lost
 * connection fails all of them, as whether the commit came through cannot be known; so does a server that takes nothing. Whoever has had
 * his answer meanwhile is left out, so nothing of this goes on for longer than anybody waits.
 */
final class InboxWriter {
    private static final int TRIES = 4;
    static final Comparator<Waiting> BY_KEY =
        Comparator.comparing((Waiting w) -> w.arrival().channel()).thenComparing(w -> w.arrival().sha256(), Arrays::compareUnsigned);
    private final DataSource dataSource;
    private final Ids ids;
    private final CallbackMetrics traffic;

    InboxWriter(DataSource dataSource, Ids ids, CallbackMetrics traffic) {
        this.dataSource = dataSource;
        this.ids = ids;
        this.traffic = traffic;
    }

    /** Not on disk, as far as we know. */
    record Failed(List<Waiting> callbacks, Exception fault) {}

    /**
     * @param kept hears at once of those that are on disk
     * @return the others, but for those that were answered meanwhile
     */
    List<Failed> write(List<Waiting> group, Consumer<List<Waiting>> kept) {
        List<Waiting> sorted = new ArrayList<>(group);
        sorted.sort(BY_KEY);   // two nodes do not wait for each other in circles, and repeats stand side by side
        List<Failed> failed = new ArrayList<>();
        write(sorted, kept, failed);
        return failed;
    }

    private void write(List<Waiting> part, Consumer<List<Waiting>> kept, List<Failed> failed) {
        List<Waiting> open = unanswered(part);
        Exception fault = open.isEmpty() ? null : tryToWrite(open);
        if (fault == null) {
            kept.accept(open);
            return;
        }
        int half = half(open);
        if (half == open.size() || isConnectionLost(fault) || Transient.isOfServer(fault)) {
            failed.add(new Failed(open, fault));
            return;
        }
        try {
            List<Waiting> locked = InboxLocks.isLock(fault) ? committed(connection -> InboxLocks.among(connection, open)) : List.of();
            if (locked.isEmpty()) {
                write(open.subList(0, half), kept, failed);
                write(open.subList(half, open.size()), kept, failed);
            } else {
                failed.add(new Failed(locked, fault));
                write(open.stream().filter(one -> !locked.contains(one)).toList(), kept, failed);
            }
        } catch (SQLException e) {
            failed.add(new Failed(open, e));
        }
    }

    private static List<Waiting> unanswered(List<Waiting> part) {
        return part.stream().filter(one -> !one.kept().isDone()).toList();
    }

    /** Where to cut; the same bytes stay together, as they fail together. @return the size where all are the same */
    private static int half(List<Waiting> part) {
        Waiting middle = part.get(part.size() / 2);
        int from = (int) part.stream().filter(one -> BY_KEY.compare(one, middle) < 0).count();
        return from > 0 ? from : (int) part.stream().filter(one -> BY_KEY.compare(one, middle) == 0).count();
    }

    private Exception tryToWrite(List<Waiting> part) {
        List<VerifiedCallback> arrivals = part.stream().map(Waiting::arrival).toList();
        for (int tries = 1; ; tries++) {
            try {
                commit(arrivals);
                return null;
            } catch (SQLException | RuntimeException e) {
                if (tries == TRIES || isConnectionLost(e) || InboxLocks.isLock(e) || !Transient.is(e)) {
                    return e;
                }
            }
        }
    }

    private void commit(List<VerifiedCallback> arrivals) throws SQLException {
        traffic.repeated(committed(connection -> CallbackTable.insert(connection, arrivals.stream().map(a -> ids.next()).toList(), arrivals)));
    }

    /** On the disk when this returns. Each statement is a commit: a group is one round trip, and a statement that fails leaves nothing. */
    private <T> T committed(SqlWork<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            try {
                T result = work.run(connection);
                if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                    flushToDisk(connection);
                }
                return result;
            } finally {
                if (!autoCommit) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }

    /** H2 answers a commit before the file is flushed: enough for kill -9, not for a power cut. */
    private static void flushToDisk(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        }
    }

    private static boolean isConnectionLost(Exception fault) {
        return fault instanceof SQLException e && Transient.isConnectionLost(e);
    }
}
