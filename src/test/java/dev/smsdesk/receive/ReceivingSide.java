package dev.smsdesk.receive;

import dev.smsdesk.message.Family;
import dev.smsdesk.receive.InboxQueue.Waiting;
import dev.smsdesk.receive.InboxWriter.Failed;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The inbox on a real database, with a clock that is told the time. */
public class ReceivingSide implements AutoCloseable {
    public final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    public final TestDatabase db = TestDatabase.open();
    public final Ids ids = new Ids(clock);
    public final Callbacks callbacks = new Callbacks(db.tx());
    final Traffic traffic = new Traffic(new SimpleMeterRegistry(), clock);
    private final InboxWriter writer = new InboxWriter(db.database().dataSource(), ids, traffic);

    public void keep(Family family, byte[]... bodies) {
        for (byte[] body : bodies) {
            List<Exception> faults = write(writer, List.of(arrival(family, body, ids.next())));
            if (faults.get(0) != null) {
                throw new IllegalStateException(faults.get(0));
            }
        }
    }

    /** @return for each arrival null when it is on disk, else why not */
    static List<Exception> write(InboxWriter writer, List<Arrival> arrivals) {
        List<Waiting> group = arrivals.stream().map(arrival -> new Waiting(arrival, System.nanoTime(), new CompletableFuture<>())).toList();
        Set<Waiting> kept = new HashSet<>();
        List<Failed> failed = writer.write(group, kept::addAll);
        return group.stream().map(one -> kept.contains(one) ? null
            : failed.stream().filter(part -> part.callbacks().contains(one)).findFirst().orElseThrow().fault()).toList();
    }

    /** Waits for the inbox's answer. @throws dev.smsdesk.problem.ProblemException as the inbox says it */
    static void keep(Inbox inbox, Arrival arrival) {
        try {
            inbox.keep(arrival).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    Arrival arrival(Family family, byte[] body, String nonce) {
        return new Arrival(family, body, Arrival.sha256(body), "application/json", null, nonce, clock.instant(), "test", clock.instant());
    }

    /** At most 100, newest first. @param state only these, or null */
    public List<Callbacks.Row> kept(CallbackState state) {
        return callbacks.newest(state, null, 100).items();
    }

    @Override
    public void close() {
        db.close();
    }
}
