package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.inbox.InboxQueue.QueuedCallback;
import dev.smsdesk.receive.inbox.InboxWriter.FailedWrite;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The inbox on a real database, with a clock that is told the time. */
public class ReceivingSide implements AutoCloseable {
    private static final int MANY = 200;
    private static final int GROUP = 100;
    public final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    public final TestDatabase db = TestDatabase.open();
    public final Ids ids = new Ids(clock);
    public final Callbacks callbacks = new Callbacks(db.tx());
    public final CallbackMetrics traffic = new CallbackMetrics(new SimpleMeterRegistry(), clock);
    private final InboxWriter writer = new InboxWriter(db.database().dataSource(), ids, traffic);

    /** In this order; where they are many, a group at once, whose order is the inbox's. */
    public void keep(Channel channel, byte[]... bodies) {
        int together = bodies.length < MANY ? 1 : GROUP;
        for (int from = 0; from < bodies.length; from += together) {
            List<VerifiedCallback> group = Arrays.stream(bodies, from, Math.min(bodies.length, from + together))
                .map(body -> arrival(channel, body, ids.next())).toList();
            write(writer, group).stream().filter(Objects::nonNull).findFirst().ifPresent(fault -> {
                throw new IllegalStateException(fault);
            });
        }
    }

    /** @return for each arrival null when it is on disk, else why not */
    static List<Exception> write(InboxWriter writer, List<VerifiedCallback> arrivals) {
        List<QueuedCallback> group = arrivals.stream()
            .map(arrival -> new QueuedCallback(arrival, System.nanoTime(), new CompletableFuture<>())).toList();
        Set<QueuedCallback> kept = new HashSet<>();
        List<FailedWrite> failed = writer.write(group, kept::addAll);
        return group.stream().map(one -> kept.contains(one) ? null
            : failed.stream().filter(part -> part.callbacks().contains(one)).findFirst().orElseThrow().fault()).toList();
    }

    /** Waits for the inbox's answer. @throws dev.smsdesk.problem.ProblemException as the inbox says it */
    static void keep(Inbox inbox, VerifiedCallback arrival) {
        try {
            inbox.keep(arrival).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    VerifiedCallback arrival(Channel channel, byte[] body, String nonce) {
        return new VerifiedCallback(channel, body, Sha256.of(body), "application/json", null, nonce, clock.instant(),
            "test", clock.instant());
    }

    /** At most 100, newest first. @param state only these, or null */
    public List<Callbacks.StoredCallback> kept(CallbackState state) {
        return callbacks.newest(state, null, 100).items();
    }

    @Override
    public void close() {
        db.close();
    }
}
