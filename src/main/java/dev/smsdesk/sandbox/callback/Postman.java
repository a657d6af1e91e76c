package dev.smsdesk.sandbox.callback;

import dev.smsdesk.common.DaemonThread;
import dev.smsdesk.sinch.call.DetachedClient;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.store.Ids;
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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    /** As if it had arrived: it is not posted, and not tried again. */
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
    private final Ids ids;
    private final double timeScale;
    private final LostCallbacks lost;
    private final Clock clock;

    Postman(double timeScale, LostCallbacks lost, Clock clock) {
        round.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        round.setRemoveOnCancelPolicy(true);
        round.setKeepAliveTime(10, TimeUnit.SECONDS);
        round.allowCoreThreadTimeOut(true);
        this.ids = new Ids(clock);
        this.timeScale = timeScale;
        this.lost = lost;
        this.clock = clock;
    }

    /**
     * Returns at once.
     * @param settled called after the last attempt, accepted or given up; not called when the postman is closed before
     */
    void post(PlannedCallback callback, Runnable settled) {
        waiting.incrementAndGet();
        later(new Letter(callback, settled), Duration.between(clock.instant(), callback.due()));
    }

    /** Runs work at that time, unless it is closed before. */
    ScheduledFuture<?> at(Instant time, Runnable work) {
        return round.schedule(work, Duration.between(clock.instant(), time).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many are not settled yet. */
    int waiting() {
        return waiting.get();
    }

    private void later(Letter letter, Duration wait) {
        round.schedule(letter, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Breaks off what is under way and drops what is not: it is posted again after the next start. Interrupts no thread that may be in the
     * store's database, since an interrupt would close the embedded one's file.
     */
    @Override
    public void close() {
        round.shutdown();
        underWay.forEach(call -> call.cancel(true));
        wire.shutdownNow();
    }

    /** One callback on its way. */
    private final class Letter implements Runnable {
        private final PlannedCallback callback;
        private final Runnable settled;
        private int failures;
        private String path;

        Letter(PlannedCallback callback, Runnable settled) {
            this.callback = callback;
            this.settled = settled;
        }

        @Override
        public void run() {
            CallbackTarget target = callback.target().get().orElse(null);
            path = target == null ? "" : target.uri().getPath();
            int status = target == null || failures == 0 && lost.takeOne() ? LOST : status(target);
            boolean again = status / 100 == 5 || status / 100 == 3 || status == 429 || status == 0;
            if (again && failures < RETRIES && !round.isShutdown()) {
                later(this, Duration.ofMillis((long) (FIRST_WAIT.toMillis() * (1L << failures++) * timeScale)));
            } else if (!round.isShutdown()) {
                settle(status);
            }
        }

        private void settle(int status) {
            if (status / 100 != 2) {
                log.warn("sandbox callback given up path={} status={} attempts={}", path, status, failures + 1);
            }
            waiting.decrementAndGet();
            try {
                settled.run();
            } catch (RuntimeException e) {
                log.warn("sandbox entry not finished, its callbacks will be repeated after the next start", e);
            }
        }

        /** @return 0 when there was no answer */
        private int status(CallbackTarget target) {
            try {
                return call(target).get().statusCode();
            } catch (ExecutionException e) {
                log.debug("sandbox callback unanswered path={} attempt={} cause={}", path, failures + 1, e.getCause().toString());
                return 0;
            } catch (CancellationException e) {
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            } catch (RuntimeException | Error e) {   // such as no thread: it is posted again later
                log.warn("sandbox callback not posted path={} attempt={}", path, failures + 1, e);
                return 0;
            }
        }

        private CompletableFuture<HttpResponse<Void>> call(CallbackTarget target) {
            CompletableFuture<HttpResponse<Void>> call = http.get().sendAsync(request(target), HttpResponse.BodyHandlers.discarding());
            underWay.add(call);
            call.whenComplete((answer, fault) -> underWay.remove(call));
            if (round.isShutdown()) {
                call.cancel(true);   // closed just before it was added
            }
            return call;
        }

        /** Signed anew at each attempt: that is not documented, and receivers must live with either. */
        private HttpRequest request(CallbackTarget target) {
            byte[] bytes = callback.body().get().getBytes(StandardCharsets.UTF_8);
            HttpRequest.Builder request = HttpRequest.newBuilder(target.uri()).timeout(ANSWER).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
            return (target.secret() == null ? request : signed(request, target.secret(), bytes)).build();
        }

        private HttpRequest.Builder signed(HttpRequest.Builder request, Secret secret, byte[] bytes) {
            String nonce = ids.next();
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            return request.header(Signature.HEADER, Signature.sign(secret, bytes, nonce, timestamp))
                .header(Signature.ALGORITHM_HEADER, Signature.ALGORITHM).header(Signature.NONCE_HEADER, nonce)
                .header(Signature.TIMESTAMP_HEADER, timestamp);
        }
    }
}
