package dev.smsdesk.sandbox.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.HeapStore;
import dev.smsdesk.sandbox.Receiver;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.callback.CallbackQueue.Followed;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** A queue whose entries have three callbacks each, at once. The JSON of an entry is the time at which it is sent. */
final class QueueFixture implements AutoCloseable {
    private static final List<String> STATUSES = List.of("Queued", "Dispatched", "Delivered");
    final HeapStore store;
    Receiver receiver;
    CallbackQueue queue;

    QueueFixture(HeapStore store, double timeScale, int atOnce, IntUnaryOperator statusOfNth) throws IOException {
        this.store = store;
        this.receiver = new Receiver(statusOfNth);
        open(timeScale, atOnce);
    }

    QueueFixture(double timeScale, IntUnaryOperator statusOfNth) throws IOException {
        this(new HeapStore(), timeScale, 20_000, statusOfNth);
    }

    /** As another process would, over the same store. */
    void open(double timeScale, int atOnce) {
        SandboxSettings settings = new SandboxSettings(receiver.self(), receiver.self(), Receiver::secret, "token", timeScale);
        queue = new CallbackQueue(settings, store, Clock.systemUTC(), atOnce);
        queue.reads(Kind.BATCH, json -> {
            if (!json.contains("|")) {
                throw CallRefused.json("garbage");
            }
            return followed(json.replaceFirst("\\|.*", ""), Instant.parse(json.replaceFirst(".*\\|", "")));
        });
    }

    private Followed followed(String id, Instant start) {
        return new Followed(start, () -> STATUSES.stream().map(status -> callback(id, status)).toList());
    }

    private PlannedCallback callback(String id, String status) {
        return new PlannedCallback(Instant.EPOCH, this::target, () -> "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"" + id
            + "\",\"recipient\":\"46701234567\",\"code\":0,\"status\":\"" + status + "\",\"at\":\"2026-11-24T08:00:00.000Z\"}");
    }

    Optional<CallbackTarget> target() {
        return Optional.of(new CallbackTarget(URI.create(receiver.self() + "/api/callbacks/sms"), Receiver.secret(Channel.SMS)));
    }

    void accept(String id) {
        accept(id, Instant.EPOCH);
    }

    void accept(String id, Instant start) {
        store.put(new Entry(Kind.BATCH, id, Instant.EPOCH, start, null, null, id + "|" + start));
        queue.add(Kind.BATCH, id, followed(id, start));
    }

    /** A callback of no entry. */
    void post(String body) {
        queue.post(new PlannedCallback(Instant.EPOCH, this::target, () -> body));
    }

    List<String> unfinished() {
        return store.unfinished().stream().map(entry -> entry.id()).toList();
    }

    /** @return whether every callback was through within a second */
    boolean isThrough() throws InterruptedException {
        for (int i = 0; i < 100 && !unfinished().isEmpty(); i++) {
            Thread.sleep(10);
        }
        return unfinished().isEmpty() && queue.waiting() == 0;
    }

    /** Bodies of the next callbacks, in order of their text. */
    List<String> next(int count) {
        return Stream.generate(() -> {
            try {
                return receiver.next().body();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).limit(count).sorted().toList();
    }

    boolean isSilent(Duration wait) throws InterruptedException {
        return receiver.nextWithin(wait) == null;
    }

    @Override
    public void close() {
        queue.close();
        receiver.close();
    }
}
