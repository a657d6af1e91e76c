package dev.smsdesk.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What came of every post: which bodies were answered 2xx, and how often Sinch had to come again. A 4xx to a genuine callback is final: it
 * is lost.
 */
final class Ledger {
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong unexpected = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();

    /** @return whether Sinch is done with it */
    boolean answered(byte[] body, int status, long nanos) {
        spent(nanos);
        switch (status / 100) {
            case 2 -> acknowledged.add(sha256(body));
            case 4 -> refused.put(sha256(body), status);
            default -> (status == 503 ? unavailable : unexpected).incrementAndGet();
        }
        return status / 100 == 2 || status / 100 == 4;
    }

    /** No connection, or no answer on it: nothing was promised. */
    void unanswered(long nanos) {
        spent(nanos);
        broken.incrementAndGet();
    }

    private void spent(long nanos) {
        posts.incrementAndGet();
        slowestNanos.accumulateAndGet(nanos, Math::max);
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /** SHA-256 and status of what was refused for good. */
    Map<String, Integer> refused() {
        return refused;
    }

    long unavailable() {
        return unavailable.get();
    }

    long unexpected() {
        return unexpected.get();
    }

    long broken() {
        return broken.get();
    }

    /** The longest that a sender waited for an answer, or for the end of the connection. */
    Duration slowest() {
        return Duration.ofNanos(slowestNanos.get());
    }

    void forgetSlowest() {
        slowestNanos.set(0);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "posts=" + posts + " acknowledged=" + acknowledged.size() + " 503=" + unavailable + " other-5xx=" + unexpected
            + " unanswered=" + broken
            + " final-4xx=" + refused.size() + " slowest-ms=" + NANOSECONDS.toMillis(slowestNanos.get());
    }
}
