package dev.smsdesk.send;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which batch a caller's key already stands for. A row counts for seven days; older ones are as good as absent and removed bit by bit. */
final class IdempotencyKeys {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyKeys.class);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int REMOVED_AT_ONCE = 200;
    /** A unique key exists already, and nothing else: MySQL and MariaDB, H2. Other broken constraints have other codes. */
    private static final Set<Integer> DUPLICATE = Set.of(1062, 23505);
    private final Tx tx;
    private final Clock clock;

    IdempotencyKeys(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** Another request has committed a batch for the same key. */
    static final class Taken extends RuntimeException {
        private Taken(SQLException cause) {
            super(cause);
        }
    }

    private record Answer(byte[] digest, String batchId) {}

    /**
     * @return id of the batch that the same request made
     * @throws ProblemException IDEMPOTENCY_KEY_REUSED, the key stands for another request
     */
    Optional<String> earlier(Idempotency once) {
        return answer(once).map(answer -> same(once, answer));
    }

    /** What was asked for with the key. */
    private Optional<Answer> answer(Idempotency once) {
        return tx.sql(connection -> Sql.list(connection, row -> new Answer(row.getBytes(1), row.getString(2)),
            "select request_digest, batch_id from idempotency where caller = ? and idem_key = ? and created_at >= ?",
            once.caller(), once.key(), oldest())).stream().findFirst();
    }

    private static String same(Idempotency once, Answer answer) {
        if (!MessageDigest.isEqual(answer.digest(), once.digest())) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was used for another request. Use a new key for each batch, the same one only to repeat a request "
                + "unchanged.");
        }
        return answer.batchId();
    }

    /**
     * Takes the key for this batch, within the caller's transaction. Where another transaction is about to take it, waits for that one's
     * end.
     * @throws Taken it is taken
     */
    void keep(Connection connection, Idempotency once, String batchId, Instant now) throws SQLException {
        Sql.run(connection, "delete from idempotency where caller = ? and idem_key = ? and created_at < ?", once.caller(), once.key(),
            oldest());
        try {
            Sql.run(connection, "insert into idempotency (caller, idem_key, request_digest, batch_id, created_at) values (?, ?, ?, ?, ?)",
                once.caller(), once.key(), once.digest(), batchId, now);
        } catch (SQLException e) {
            if (DUPLICATE.contains(e.getErrorCode())) {
                throw new Taken(e);
            }
            throw e;
        }
    }

    /** The key stands for another request about the same batch from now on. */
    void replace(Connection connection, Idempotency once, String batchId, Instant now) throws SQLException {
        Sql.run(connection, "delete from idempotency where caller = ? and idem_key = ? and batch_id = ?", once.caller(), once.key(),
            batchId);
        keep(connection, once, batchId, now);
    }

    /** Whether the key stands for this very request. */
    boolean isSame(Idempotency once) {
        return answer(once).filter(answer -> MessageDigest.isEqual(answer.digest(), once.digest())).isPresent();
    }

    /** @return id of the batch that the key stands for, for whichever request */
    Optional<String> anyEarlier(Idempotency once) {
        return answer(once).map(Answer::batchId);
    }

    /** Removes some of what no longer counts: called for each row that is made, it removes more than is made. */
    void forgetSome() {
        tx.sql(connection -> {
            Sql.run(connection, "delete from idempotency where created_at < ? limit " + REMOVED_AT_ONCE, oldest());
            return null;
        });
    }

    /** As {@link #forgetSome}. The caller's batch is stored already, so a fault here is no fault of its call. */
    void forgetSomeQuietly() {
        try {
            forgetSome();
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("idempotency rows not removed cause={}", fault.kind(), fault.stack());
        }
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT);
    }
}
