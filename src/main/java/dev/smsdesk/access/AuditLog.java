package dev.smsdesk.access;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Who did, or tried to do, what needs a role. Append-only. */
public final class AuditLog {
    private static final int WHO = 200;
    private static final int WHAT = 64;
    private static final int DETAIL = 500;
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    public AuditLog(Tx tx, Ids ids, Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param who    user name, or id of a key
     * @param what   a few words, such as {@code sending paused}
     * @param detail one sentence, or null; no text of messages, no numbers
     */
    public void record(String who, String what, String detail) {
        tx.sql(connection -> {
            add(connection, who, what, detail);
            return null;
        });
    }

    /** The same within a transaction that does what is recorded. */
    void add(Connection connection, String who, String what, String detail) throws SQLException {
        Sql.run(connection, "insert into audit_entry (id, at, who, what, detail) values (?, ?, ?, ?, ?)",
            ids.next(), clock.instant(), cut(who, WHO), cut(what, WHAT), cut(detail, DETAIL));
    }

    private static String cut(String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
