package dev.smsdesk.access;

import dev.smsdesk.common.Text;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What users did, which is kept, and what was refused to them, which is counted and deleted after {@link #REFUSALS_KEPT}. */
public final class AuditLog {
    /** An action for which a role was missing. */
    public static final String REFUSED = "refused";
    public static final String LOGIN_FAILED = "login failed";
    static final Duration REFUSALS_KEPT = Duration.ofDays(90);
    private static final int REMOVED_AT_ONCE = 1000;
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
     * @param detail one sentence, or null; no message text, no phone numbers
     */
    public void record(String who, String what, String detail) {
        tx.once(SqlWork.on(connection -> {
            add(connection, who, what, detail);
            return null;
        }));
    }

    /**
     * Runs an action and stores its entries in one transaction.
     * @param action calls {@link #record} if it changed something
     */
    public <T> T together(Supplier<T> action) {
        return tx.once(em -> action.get());
    }

    /** One row per minute, user, event and detail, with the count of all nodes. */
    public void count(String who, String what, String detail) {
        Instant now = clock.instant();
        String alike = String.join("\n", who, what, String.valueOf(detail), now.truncatedTo(ChronoUnit.MINUTES).toString());
        byte[] fold = Sha256.of(alike.getBytes(StandardCharsets.UTF_8));
        tx.once(SqlWork.on(connection -> {
            Sql.run(connection, "insert into audit_entry (id, at, who, what, detail, fold) values (?, ?, ?, ?, ?, ?) on duplicate key "
                + "update times = times + 1", ids.next(), now, Text.cut(who, WHO), Text.cut(what, WHAT), Text.cut(detail, DETAIL), fold);
            return null;
        }));
    }

    /** Deletes some old refusals and failed logins. @return whether there may be more */
    public boolean forgetSomeRefusals() {
        Instant oldest = clock.instant().minus(REFUSALS_KEPT);
        return tx.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from audit_entry where what in (?, ?) and at < ? limit "
                    + REMOVED_AT_ONCE)) {
                Sql.bind(delete, REFUSED, LOGIN_FAILED, oldest);
                return delete.executeUpdate() == REMOVED_AT_ONCE;
            }
        });
    }

    /** {@link #record} within the transaction of the recorded action. */
    public void add(Connection connection, String who, String what, String detail) throws SQLException {
        Sql.run(connection, "insert into audit_entry (id, at, who, what, detail) values (?, ?, ?, ?, ?)",
            ids.next(), clock.instant(), Text.cut(who, WHO), Text.cut(what, WHAT), Text.cut(detail, DETAIL));
    }
}
