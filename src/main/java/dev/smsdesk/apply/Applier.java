package dev.smsdesk.apply;

import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Family;
import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Transient;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes kept callbacks to effect, also parked ones whose time has come again: claims some, commits, reads them, then writes their effect in a second
 * transaction. Any number of nodes may run one. A callback that breaks is tried alone, and shelved after some tries; one whose submission another
 * node holds waits. Neither holds up the others.
 */
public final class Applier implements AutoCloseable {
    private static final int CHUNK = 1000;
    private static final int TRIES = 5;
    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Applier.class);

    private final Tx tx;
    private final Application application;
    private final Clock clock;
    private final Queue<List<Kept>> unfinished = new ConcurrentLinkedQueue<>();
    private final List<Lock> stripes = Stream.<Lock>generate(ReentrantLock::new).limit(THREADS).toList();
    private final AtomicInteger firstTurn = new AtomicInteger();
    private final Background background = new Background("applier", THREADS, POLL, () -> applyDue() > 0);

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

    /** One chunk of what is due. @return how many callbacks were looked at */
    public int applyDue() {
        List<Kept> claimed = unfinished.poll();
        return apply(claimed != null ? claimed : tx.sql(connection -> Claims.due(connection, clock.instant(), CHUNK)));
    }

    /** @return how many that is */
    private int apply(List<Kept> claimed) {
        if (claimed.isEmpty()) {
            return 0;
        }
        try {
            together(read(claimed));
        } catch (RuntimeException e) {
            if (Transient.isOfConnection(e)) {
                unfinished.add(claimed);   // still ours, as long as nobody else claims them
                throw e;
            }
            log.debug("chunk did not apply, trying one by one cause={}", Fault.of(e).kind());
            claimed.forEach(this::alone);
        }
        return claimed.size();
    }

    private List<Heard> read(List<Kept> claimed) {
        boolean whole = claimed.stream().allMatch(kept -> kept.body() != null);
        return (whole ? claimed : tx.sql(connection -> Claims.withBodies(connection, claimed))).stream().map(Heard::read).toList();
    }

    /**
     * What speaks of one message or batch is never written by two threads of this node at once: in the database they would only be in each
     * other's way.
     */
    private void together(List<Heard> heard) {
        List<Integer> turns = new ArrayList<>(IntStream.range(0, stripes.size()).boxed().toList());
        Collections.rotate(turns, firstTurn.getAndIncrement());
        for (int stripe : turns) {
            List<Heard> some = heard.stream().filter(one -> one.stripe(stripes.size()) == stripe).toList();
            stripes.get(stripe).lock();
            try {
                write(some);
            } finally {
                stripes.get(stripe).unlock();
            }
        }
    }

    private void write(List<Heard> heard) {
        if (heard.isEmpty()) {
            return;
        }
        List<Kept> parked = tx.sql(connection -> application.apply(connection, heard, clock.instant())).stream()
            .filter(one -> one.state() == CallbackState.PARKED).map(Settled::callback).toList();
        if (!parked.isEmpty() && tx.sql(connection -> Claims.wakeKnown(connection, parked, clock.instant()))) {
            wake();
        }
    }

    private void alone(Kept claimed) {
        try {
            together(read(List.of(claimed)));
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("callback does not apply id={} cause={}", claimed.id(), fault.kind(), fault.stack());
            setAside(claimed, e);
        }
    }

    /** Others go first from now on. A fault that passes, such as another node's lock, is never the callback's own. */
    private void setAside(Kept broken, RuntimeException fault) {
        boolean hopeless = !Transient.is(fault) && broken.attempts() + 1 >= TRIES;
        String why = "It cannot be applied: " + fault.getClass().getSimpleName() + ". The log has the details under id=" + broken.id() + ".";
        tx.sql(connection -> {
            if (Claims.held(connection, List.of(broken)).isEmpty()) {
                return null;
            }
            Claims.settle(connection, List.of(new Settled(broken, hopeless ? CallbackState.SHELVED : CallbackState.PENDING, why, Settled.Gist.NONE,
                hopeless ? null : Settled.again(broken, clock.instant()))));
            return null;
        });
    }

    @Override
    public void close() {
        background.close();
    }
}
