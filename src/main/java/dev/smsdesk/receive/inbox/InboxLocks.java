package dev.smsdesk.receive.inbox;

import dev.smsdesk.receive.inbox.InboxQueue.Waiting;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which callbacks of a group somebody else holds a lock on: a node that was frozen amid its work, say, may hold hundreds for as long as it likes. */
final class InboxLocks {
    /** MySQL's and MariaDB's wait that was too long, MySQL's answer to one who does not wait, and H2's to both. */
    private static final Set<Integer> CODES = Set.of(1205, 3572, 50200);

    private InboxLocks() {}

    /** Somebody sits on a row, and will for as long again. */
    static boolean isLock(Exception fault) {
        return fault instanceof SQLException sql && CODES.contains(sql.getErrorCode());
    }

    /** Waits for none of them. @param sorted by key; those that were answered meanwhile are not asked for */
    static List<Waiting> among(Connection connection, List<Waiting> sorted) throws SQLException {
        List<Waiting> locked = new ArrayList<>();
        Waiting asked = null;
        boolean isLocked = false;
        for (Waiting one : sorted) {
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
