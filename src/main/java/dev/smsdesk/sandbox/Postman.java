package dev.smsdesk.sandbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.DaemonThread;
import dev.smsdesk.sinch.call.DetachedClient;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts signed callbacks when they are due, and again as Sinch would: after 5 s, 10 s, 20 s … 81 920 s for 5xx, 429, 3xx, silence and lost
 * connections; never for another 4xx. At most 16 at a time, over connections that are kept; redirects are not followed.
 */
final class Postman implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final int AT_A_TIME = 16;
    private static final int RETRIES = 15;
    /** Nobody got it, and nobody will ever hear that. */
    private static final int LOST = 204;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ThreadFactory threads = DaemonThread.factory("sandbox-postman");
    private final ScheduledThreadPoolExecutor round = new ScheduledThreadPoolExecutor(AT_A_TIME, threads,
        new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService wire = Executors.newFixedThreadPool(2, threads);
    private final DetachedClient http = new DetachedClient(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(FIRST_WAIT).executor(wire));
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Function<Channel, Secret> secrets;
    private final double timeScale;
    private final LostCallbacks losses;
    private final Clock clock;

    Postman(Function<Channel, Secret> secrets, double timeScale, LostCallbacks losses, Clock clock) {
        round.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        round.setKeepAliveTime(10, TimeUnit.SECONDS);
        round.allowCoreThreadTimeOut(true);
        this.secrets = secrets;
        this.timeScale = timeScale;
        this.losses = losses;
        this.clock = clock;
    }

    /**
     * Returns at once.
     * @param body    asked for once, when it is due
     * @param settled called after the last attempt, taken or given up; not called when the postman is closed before
     */
    void post(URI to, Channel channel, Supplier<String> body, Instant due, Runnable settled) {
        waiting.incrementAndGet();
        later(new Letter(to, channel, body, settled), Duration.between(clock.instant(), due));
    }

    /** How many are not settled yet. */
    int waiting() {
        return waiting.get();
    }

    private void later(Letter letter, Duration wait) {
        round.schedule(letter, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Breaks off what is under way and drops what is not: whoever keeps batches posts them again after the next start. Interrupts nobody who
     * may be in the memory's database, since an interrupt would close the embedded one's file.
     */
    @Override
    public void close() {
        round.shutdown();
        underWay.forEach(call -> call.cancel(true));
        wire.shutdownNow();
    }

    /** One callback on its way. */
    private final class Letter implements Runnable {
        private final URI to;
        private final Channel channel;
        private final Supplier<String> body;
        private final Runnable settled;
        private int failures;

        Letter(URI to, Channel channel, Supplier<String> body, Runnable settled) {
            this.to = to;
            this.channel = channel;
            this.body = body;
            this.settled = settled;
        }

        @Override
        public void run() {
            int status = failures == 0 && losses.takeOne() ? LOST : status();
            boolean again = status / 100 == 5 || status / 100 == 3 || status == 429 || status == 0;
            if (again && failures < RETRIES && !round.isShutdown()) {
                later(this, Duration.ofMillis((long) (FIRST_WAIT.toMillis() * (1L << failures++) * timeScale)));
            } else if (!round.isShutdown()) {
                settle(status);
            }
        }

        private void settle(int status) {
            if (status / 100 != 2) {
                log.warn("sandbox callback given up path={} status={} attempts={}", to.getPath(), status, failures + 1);
            }
            waiting.decrementAndGet();
            try {
                settled.run();
            } catch (RuntimeException e) {
                log.warn("sandbox batch not forgotten, its callbacks will be repeated after the next start", e);
            }
        }

        /** @return 0 when there was no answer */
        private int status() {
            try {
                return call().get().statusCode();
            } catch (ExecutionException e) {
                log.debug("sandbox callback unanswered path={} attempt={} cause={}", to.getPath(), failures + 1, e.getCause().toString());
                return 0;
            } catch (CancellationException e) {
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            } catch (RuntimeException | Error e) {   // no thread to be had, say: it is posted again later
                log.warn("sandbox callback not posted path={} attempt={}", to.getPath(), failures + 1, e);
                return 0;
            }
        }

        private CompletableFuture<HttpResponse<Void>> call() {
            CompletableFuture<HttpResponse<Void>> call = http.get().sendAsync(request(), HttpResponse.BodyHandlers.discarding());
            underWay.add(call);
            call.whenComplete((answer, fault) -> underWay.remove(call));
            if (round.isShutdown()) {
                call.cancel(true);   // closed just before it was added
            }
            return call;
        }

        /** Signed anew at each attempt: that is not documented, and receivers must live with either. */
        private HttpRequest request() {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            String nonce = CallbackBody.newId();
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            return HttpRequest.newBuilder(to).timeout(ANSWER).header("Content-Type", "application/json")
                    .header(Signature.HEADER, Signature.sign(secrets.apply(channel), bytes, nonce, timestamp)).header(Signature.ALGORITHM_HEADER, Signature.ALGORITHM)
                    .header(Signature.NONCE_HEADER, nonce).header(Signature.TIMESTAMP_HEADER, timestamp)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build();
        }
    }
}
