package dev.smsdesk.sinch.call;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next call, where Sinch was not reached or asked for a later one. */
public final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;
    private final RandomGenerator random;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * 5 s, 10 s, 20 s … 1 h, each up to a fifth more or less, so that many calls do not come at once. Never less than Sinch asked for, up
     * to 1 h: a call an hour is no burden, and after a day a message may be pointless.
     * @param attempt    attempts already made, from 1
     * @param retryAfter from Retry-After, or null when Sinch named none
     */
    public Duration before(int attempt, Duration retryAfter) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1");
        }
        long nominal = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, DOUBLINGS));
        Duration wait = Duration.ofMillis(nominal * random.nextInt(80, 121) / 100);
        Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST);
        return wait.compareTo(asked) > 0 ? wait : asked;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
