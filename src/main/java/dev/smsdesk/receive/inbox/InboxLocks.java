package dev.smsdesk.receive.inbox;

import dev.smsdesk.receive.inbox.InboxQueue.QueuedCallback;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the callbacks of a group whose rows another transaction has locked, for example a frozen node that holds hundreds of locks. */
final class InboxLocks {
    /** Lock wait timeout of MySQL and MariaDB, NOWAIT refused by MySQL, and both on H2. */
    private static final Set<Integer> CODES = Set.of(1205, 3572, 50200);

    private InboxLocks() {}

    /** Whether a row was locked by another transaction for the whole lock wait. */
    static boolean isLock(Exception fault) {
        return fault instanceof SQLException sql && CODES.contains(sql.getErrorCode());
    }

    /** Does not wait for locks. @param sorted by key; callbacks that were answered meanwhile are skipped */
    static List<QueuedCallback> among(Connection connection, List<QueuedCallback> sorted) throws SQLException {
        List<QueuedCallback> locked = new ArrayList<>();
        QueuedCallback asked = null;
        boolean isLocked = false;
        for (QueuedCallback one : sorted) {
            if (!one.kept().isDone()) {
                if (asked == null || InboxWriter.BY_KEY.compare(asked, one) != 0) {
                    asked = one;
                    isLocked = isLocked(connection, one.arrival());
                }
                if (isLocked) {
                    locked.add(one);
                }
            }
        }
        return locked;
    }

    private static boolean isLocked(Connection connection, VerifiedCallback arrival) throws SQLException {
        try {
            Sql.list(connection, row -> row.getString(1), "select id from callback where channel = ? and sha256 = ? for update nowait",
                arrival.channel().name(), arrival.sha256());
            return false;
        } catch (SQLException e) {
            if (isLock(e)) {
                return true;
            }
            throw e;
        }
    }
}
