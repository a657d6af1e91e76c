package dev.smsdesk.send;

import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anything may be sent through one account. Off is a matter of settings; a hold is kept in the database, stops all nodes before
 * their next call, survives restarts and ends when an admin resumes.
 */
public final class SendingGate {
    private static final Logger log = LoggerFactory.getLogger(SendingGate.class);
    private final Tx tx;
    private final Clock clock;
    private final String account;
    private volatile Optional<String> offBecause;

    /** @param offBecause one sentence for people, or empty where settings allow sending; @param account its id */
    public SendingGate(Tx tx, Clock clock, Optional<String> offBecause, String account) {
        this.tx = tx;
        this.clock = clock;
        this.offBecause = offBecause;
        this.account = account;
    }

    /** What stops sending. Only refused credentials stop asking as well, which does no harm. */
    enum HoldKind {
        PAUSE, CREDENTIALS, ANSWER
    }

    /** @param reason one sentence for people */
    public record Hold(HoldKind kind, String reason, String heldBy, Instant since) {
        /** A person did it, no answer of Sinch. */
        public boolean isPause() {
            return kind == HoldKind.PAUSE;
        }
    }

    /** @return why nothing can be sent, one sentence for people */
    public Optional<String> off() {
        return offBecause;
    }

    /** The settings were read again. @param because as {@link #off} */
    public void turn(Optional<String> because) {
        offBecause = because;
    }

    /** @return the admin's pause, else what Sinch's answers stopped */
    public Optional<Hold> hold() {
        return holds().stream().max(Comparator.comparing(Hold::isPause));
    }

    /** As {@link #hold}, in the caller's transaction. */
    public boolean isHeld(Connection connection) throws SQLException {
        return !Sql.list(connection, row -> row.getString("kind"), "select kind from sending_hold where account = ?", account).isEmpty();
    }

    private List<Hold> holds() {
        return tx.sql(connection -> Sql.list(connection,
            row -> new Hold(Sql.word(row, "kind", HoldKind.class), row.getString("reason"), row.getString("held_by"),
            Sql.instant(row, "since")), "select kind, reason, held_by, since from sending_hold where account = ?", account));
    }

    /** @return refused credentials, whether or not an admin has paused sending besides */
    public Optional<Hold> refused() {
        return holds().stream().filter(hold -> hold.kind() == HoldKind.CREDENTIALS).findFirst();
    }

    /** No call begins after this; one under way is not stopped. A second pause replaces the first. */
    public void pause(String who, String reason) {
        put(HoldKind.PAUSE, reason, who);
        log.info("sending paused by={}", who);
    }

    /** Ends the pause and tries again what was refused; final answers are counted anew. */
    public void resume(String who) {
        Instant now = clock.instant();
        tx.sql(connection -> {
            Sql.run(connection, "delete from sending_hold where account = ?", account);
            Sql.run(connection, "insert into sending_resume (account, resumed_at) values (?, ?) on duplicate key update resumed_at = "
                + "values(resumed_at)",
                account, now);
            return null;
        });
        log.info("sending resumed by={}", who);
    }

    /** Sinch answered 401 to a look-up: sending would get the same answer. @param said its own words, or empty */
    public void unauthorised(String said) {
        SendOutcome.Unauthorised refused = new SendOutcome.Unauthorised(said);
        stop(OutcomeText.of(refused), refused);
    }

    /** No call begins until an admin resumes. @param outcome of the call by which it became known */
    public void stop(String reason, SendOutcome outcome) {
        put(outcome instanceof SendOutcome.Unauthorised ? HoldKind.CREDENTIALS : HoldKind.ANSWER, reason,
            outcome instanceof SendOutcome.ProxyRefused refused ? refused.proxy() : "Sinch");
        log.warn("sending held gateway={} outcome={}", account, outcome.getClass().getSimpleName());
    }

    private void put(HoldKind kind, String reason, String who) {
        tx.sql(connection -> {
            Sql.run(connection, "insert into sending_hold (account, kind, reason, held_by, since) values (?, ?, ?, ?, ?)"
                + " on duplicate key update reason = values(reason), held_by = values(held_by), since = values(since)",
                account, kind.name(), Text.cut(reason, 500), Text.cut(who, 200), clock.instant());
            return null;
        });
    }
}
