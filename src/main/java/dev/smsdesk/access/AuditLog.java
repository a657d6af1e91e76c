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

/** What people did, which stays, and what was refused to them, which is counted and goes after {@link #REFUSALS_KEPT}. */
public final class AuditLog {
    /** What a role was missing for. */
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
     * @param detail one sentence, or null; no text of messages, no numbers
     */
    public void record(String who, String what, String detail) {
        tx.once(SqlWork.on(connection -> {
            add(connection, who, what, detail);
            return null;
        }));
    }

    /**
     * An action and its entries in one transaction: neither is kept without the other.
     * @param action calls {@link #record} where it did something
     */
    public <T> T together(Supplier<T> action) {
        return tx.once(em -> action.get());
    }

    /** One row a minute for the same person, event and detail, with how often it happened: on all nodes together. */
    public void count(String who, String what, String detail) {
        Instant now = clock.instant();
        String alike = String.join("\n", who, what, String.valueOf(detail), now.truncatedTo(ChronoUnit.MINUTES).toString());
        byte[] fold = Sha256.of(alike.getBytes(StandardCharsets.UTF_8));
        tx.once(SqlWork.on(connection -> {
            Sql.run(connection, "insert into audit_entry (id, at, who, what, detail, fold) values (?, ?, ?, ?, ?, ?) on duplicate key update times = times + 1",
                ids.next(), now, Text.cut(who, WHO), Text.cut(what, WHAT), Text.cut(detail, DETAIL), fold);
            return null;
        }));
    }

    /** Removes some refusals and failed logins that are old enough. @return whether there may be more */
    public boolean forgetSomeRefusals() {
        Instant oldest = clock.instant().minus(REFUSALS_KEPT);
        return tx.sql(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from audit_entry where what in (?, ?) and at < ? limit " + REMOVED_AT_ONCE)) {
                Sql.bind(delete, REFUSED, LOGIN_FAILED, oldest);
                return delete.executeUpdate() == REMOVED_AT_ONCE;
            }
        });
    }

    /** {@link #record} within a transaction that does what is recorded. */
    public void add(Connection connection, String who, String what, String detail) throws SQLException {
        Sql.run(connection, "insert into audit_entry (id, at, who, what, detail) values (?, ?, ?, ?, ?)",
            ids.next(), clock.instant(), Text.cut(who, WHO), Text.cut(what, WHAT), Text.cut(detail, DETAIL));
    }
}
