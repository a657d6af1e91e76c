package dev.smsdesk.apply;

import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Family;
import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Transient;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes kept callbacks to effect, also parked ones whose time has come again. Any number of nodes may run one. A callback
 * that breaks is tried alone, and shelved after some tries; one whose rows another node holds waits. Neither holds up the others.
 */
public final class Applier implements AutoCloseable {
    private static final int CHUNK = 50;
    private static final int TRIES = 5;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Applier.class);

    private final Tx tx;
    private final Application application;
    private final Clock clock;
    private final Background background = new Background("applier", POLL, () -> applyDue() == CHUNK);

    public Applier(Tx tx, Ids ids, DeliveryLog deliveries, Clock clock) {
        this.tx = tx;
        this.application = new Application(deliveries, new Inbounds(ids));
        this.clock = clock;
    }

    public void start() {
        background.start();
    }

    /** There may be something to do; returns at once. */
    public void wake() {
        background.wake();
    }

    /** Sinch has told us this id: parked callbacks that speak of it are looked at now. */
    public void linked(Family family, String providerId) {
        tx.sql(connection -> {
            Claims.wake(connection, family, providerId, clock.instant());
            return null;
        });
        wake();
    }

    /** One transaction's worth. @return how many were settled */
    public int applyDue() {
        try {
            return tx.write(em -> settle(em, connection -> Claims.due(connection, clock.instant(), CHUNK)));
        } catch (RuntimeException e) {
            return applyOneByOne(e);
        }
    }

    private int applyOneByOne(RuntimeException together) {
        log.debug("chunk did not apply, trying one by one cause={}", Fault.of(together).kind());
        List<String> due = tx.sql(connection -> Claims.dueIds(connection, clock.instant(), CHUNK));
        for (String id : due) {
            try {
                tx.run(em -> settle(em, connection -> Claims.one(connection, id, clock.instant())));
            } catch (RuntimeException e) {
                Fault fault = Fault.of(e);
                log.warn("callback does not apply id={} cause={}", id, fault.kind(), fault.stack());
                setAside(id, e);
            }
        }
        return due.size();
    }

    private int settle(EntityManager em, SqlWork<List<Kept>> claim) {
        try {
            Connection connection = em.unwrap(Connection.class);
            List<Kept> claimed = claim.run(connection);
            List<Settled> settled = application.apply(em, claimed, clock.instant());
            Claims.settle(connection, settled);
            return settled.size();
        } catch (SQLException e) {
            throw new IllegalStateException("claims cannot be read or written", e);
        }
    }

    /** Others go first from now on. A fault that passes, such as another node's lock, is never the callback's own. */
    private void setAside(String id, RuntimeException fault) {
        tx.sql(connection -> {
            for (Kept broken : Claims.one(connection, id, clock.instant())) {
                boolean hopeless = !Transient.is(fault) && broken.attempts() + 1 >= TRIES;
                String why = "It cannot be applied: " + fault.getClass().getSimpleName() + ". The log has the details under id=" + id + ".";
                Claims.settle(connection, List.of(new Settled(broken, hopeless ? CallbackState.SHELVED : CallbackState.PENDING, why, Settled.Gist.NONE,
                    hopeless ? null : Settled.again(broken, clock.instant()))));
            }
            return null;
        });
    }

    @Override
    public void close() {
        background.close();
    }
}
