package dev.smsdesk.sandbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Sinch of our own. Life: built, {@link #start}ed once the memory can be read, mounted ({@link SandboxResource}, {@link SandboxPage}),
 * closed. What it took is kept until every callback is through, also over a restart; then some are posted again, with the same bytes.
 */
public final class Sandbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);
    /** Callbacks in memory; batches beyond them wait in the database. */
    private static final int AT_ONCE = 20_000;

    private final SandboxSettings settings;
    private final Clock clock;
    private final SandboxStore memory;
    private final int atOnce;
    private final Queue<String> later = new ConcurrentLinkedQueue<>();   // ids of batches that wait in the memory, oldest first
    private final LostCallbacks losses = new LostCallbacks();
    private final Postman postman;
    private final Set<String> resumed = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public Sandbox(SandboxSettings settings, Clock clock, SandboxStore memory) {
        this(settings, clock, memory, AT_ONCE);
    }

    /** @param atOnce callbacks in memory, from which on batches wait */
    Sandbox(SandboxSettings settings, Clock clock, SandboxStore memory, int atOnce) {
        this.atOnce = atOnce;
        this.settings = settings;
        this.clock = clock;
        this.memory = memory;
        this.postman = new Postman(settings.secrets(), settings.timeScale(), losses, clock);
    }

    /** Goes on with the batches that were not through when the process ended. May be called again where it failed. */
    public void start() {
        memory.unfinished().stream().filter(resumed::add).forEach(later::add);
        followMore();
    }

    /** Takes batches into memory while there is room. Called whenever a callback is through. */
    private void followMore() {
        for (String id; postman.waiting() < atOnce && (id = later.poll()) != null; ) {
            try {
                memory.batch(id).map(StoredBatch::from).ifPresent(batch -> follow(batch, plan(batch)));
            } catch (CallRefused e) {
                log.warn("sandbox batch unreadable id={}", id);
                memory.finished(id);
            } catch (RuntimeException e) {
                later.add(id);   // the memory failed: the next callback that is through tries again
                throw e;
            }
        }
    }

    /** How many batches wait until callbacks of others are through. */
    public int waitingBatches() {
        return later.size();
    }

    /** How many callbacks of the batches in memory are not through yet. */
    public int waiting() {
        return postman.waiting();
    }

    /**
     * Posts a text from somebody.
     * @param from number, or another address
     */
    public void inbound(Channel channel, String from, String to, String text) {
        Instant now = clock.instant();
        if (channel == Channel.CONVERSATION) {
            postNow(channel, CallbackBody.conversationText(PhoneDigits.of(from), PhoneDigits.of(to), text, now));
            return;
        }
        String id = CallbackBody.newId();
        String body = CallbackBody.inboundText(id, PhoneDigits.of(from), PhoneDigits.of(to), text, now);
        memory.keepInbound(id, now, body);
        postNow(channel, body);
    }

    /**
     * Posts a MESSAGE_DELIVERY of the Conversation API.
     * @param reference comes back as {@code metadata}; may be empty
     */
    public void conversationReport(String messageId, String recipient, String status, String reference) {
        postNow(Channel.CONVERSATION, CallbackBody.conversationReport(messageId, PhoneDigits.of(recipient), status, reference, clock.instant()));
    }

    StoredBatch take(RequestedBatch request) {
        StoredBatch batch = new StoredBatch(CallbackBody.newId(), clock.instant(), request);
        memory.keep(batch.id(), batch.toJson());
        if (later.isEmpty() && postman.waiting() < atOnce) {
            follow(batch, plan(batch));
        } else {
            later.add(batch.id());
            followMore();
        }
        return batch;
    }

    /** Which callbacks shall not arrive. */
    LostCallbacks losses() {
        return losses;
    }

    /** @throws CallRefused 404 for a batch that it does not know, as Sinch answers it */
    BatchStatus standing(String batchId) {
        StoredBatch batch = memory.batch(batchId).map(StoredBatch::from).orElseThrow(CallRefused::notFound);
        if (batch.request().to().stream().anyMatch(MagicNumber::isForgotten)) {
            throw CallRefused.notFound();
        }
        return new BatchStatus(batch, new BatchCallbacks(batch, pace()), clock.instant());
    }

    SandboxStore memory() {
        return memory;
    }

    private void follow(StoredBatch batch, List<BatchCallbacks.Planned> callbacks) {
        if (callbacks.isEmpty()) {
            memory.finished(batch.id());
            return;
        }
        URI to = target(batch.request().callbackUrl());
        AtomicInteger left = new AtomicInteger(callbacks.size());
        for (BatchCallbacks.Planned callback : callbacks) {
            postman.post(to, Channel.SMS, callback.body(), callback.due(), () -> {
                if (left.decrementAndGet() == 0) {
                    memory.finished(batch.id());
                }
                followMore();
            });
        }
    }

    private List<BatchCallbacks.Planned> plan(StoredBatch batch) {
        return new BatchCallbacks(batch, pace()).callbacks();
    }

    private double pace() {
        return Math.min(1, settings.timeScale());
    }

    private void postNow(Channel channel, String body) {
        Supplier<String> made = () -> body;
        postman.post(URI.create(home() + channel.callbackPath()), channel, made, clock.instant(), this::followMore);
    }

    /** The callback URL as it is from here: a public name, a proxy and its path stand only in front of it. */
    private URI target(URI callbackUrl) {
        String path = callbackUrl.getRawPath();
        int ours = path.lastIndexOf("/api/callbacks/");
        return ours < 0 ? settings.self().resolve(path) : URI.create(home() + path.substring(ours));
    }

    private String home() {
        return settings.self().toString().replaceAll("/+$", "");
    }

    /** Returns after 40 s, longer than our sender waits for any answer, or when the sandbox is closed. */
    void keepSilent() throws InterruptedException {
        closed.await(40, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        postman.close();
    }
}
