package dev.smsdesk.receive.inbox;

import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.inbox.InboxQueue.QueuedCallback;
import dev.smsdesk.store.H2File;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Transient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Writes a group in one commit. A transient fault is retried. Any other fault halves the group, repeatedly, so that only the bad callback
 * fails. On a lock wait timeout the locked rows are looked up instead, because each retry would cost a second. A lost connection or a
 * read-only server fails the whole group: whether the commit succeeded cannot be known. Callbacks that were answered meanwhile are left
 * out, so the work ends when the last caller has its answer.
 */
final class InboxWriter {
    private static final int TRIES = 4;
    static final Comparator<QueuedCallback> BY_KEY =
        Comparator.comparing((QueuedCallback w) -> w.arrival().channel()).thenComparing(w -> w.arrival().sha256(), Arrays::compareUnsigned);
    private final DataSource dataSource;
    private final Ids ids;
    private final CallbackMetrics traffic;

    InboxWriter(DataSource dataSource, Ids ids, CallbackMetrics traffic) {
        this.dataSource = dataSource;
        this.ids = ids;
        this.traffic = traffic;
    }

    /** Callbacks that are not on disk, or not known to be. */
    record FailedWrite(List<QueuedCallback> callbacks, Exception fault) {}

    /**
     * @param kept receives callbacks as soon as they are on disk
     * @return the others, except those that were answered meanwhile
     */
    List<FailedWrite> write(List<QueuedCallback> group, Consumer<List<QueuedCallback>> kept) {
        List<QueuedCallback> sorted = new ArrayList<>(group);
        sorted.sort(BY_KEY);   // the same order on every node prevents deadlocks, and repeats become neighbours
        List<FailedWrite> failed = new ArrayList<>();
        write(sorted, kept, failed);
        return failed;
    }

    private void write(List<QueuedCallback> part, Consumer<List<QueuedCallback>> kept, List<FailedWrite> failed) {
        List<QueuedCallback> open = unanswered(part);
        Exception fault = open.isEmpty() ? null : tryToWrite(open);
        if (fault == null) {
            kept.accept(open);
            return;
        }
        int half = half(open);
        if (half == open.size() || isConnectionLost(fault) || Transient.isOfServer(fault)) {
            failed.add(new FailedWrite(open, fault));
            return;
        }
        try {
            List<QueuedCallback> locked = InboxLocks.isLock(fault) ? committed(connection -> InboxLocks.among(connection, open))
                : List.of();
            if (locked.isEmpty()) {
                write(open.subList(0, half), kept, failed);
                write(open.subList(half, open.size()), kept, failed);
            } else {
                failed.add(new FailedWrite(locked, fault));
                write(open.stream().filter(one -> !locked.contains(one)).toList(), kept, failed);
            }
        } catch (SQLException e) {
            failed.add(new FailedWrite(open, e));
        }
    }

    private static List<QueuedCallback> unanswered(List<QueuedCallback> part) {
        return part.stream().filter(one -> !one.kept().isDone()).toList();
    }

    /** Where to split; equal bodies stay together, because they fail together. @return the size where all are equal */
    private static int half(List<QueuedCallback> part) {
        QueuedCallback middle = part.get(part.size() / 2);
        int from = (int) part.stream().filter(one -> BY_KEY.compare(one, middle) < 0).count();
        return from > 0 ? from : (int) part.stream().filter(one -> BY_KEY.compare(one, middle) == 0).count();
    }

    private Exception tryToWrite(List<QueuedCallback> part) {
        List<VerifiedCallback> arrivals = part.stream().map(QueuedCallback::arrival).toList();
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
        traffic.repeated(committed(connection -> CallbackTable.insert(connection, arrivals.stream().map(a -> ids.next())
            .toList(), arrivals)));
    }

    /** The result is on disk on return. With auto-commit a group is one round trip, and a failed statement leaves nothing. */
    private <T> T committed(SqlWork<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            try {
                T result = work.run(connection);
                if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                    H2File.toDisk(connection);   // H2 answers a commit before it writes the file
                }
                return result;
            } finally {
                if (!autoCommit) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }

    private static boolean isConnectionLost(Exception fault) {
        return fault instanceof SQLException e && Transient.isConnectionLost(e);
    }
}
