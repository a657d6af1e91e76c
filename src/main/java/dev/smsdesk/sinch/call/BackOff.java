package dev.smsdesk.sinch.call;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before Sinch is called again that was not reached, or asked to come again later. */
public final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;
    private final RandomGenerator random;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * 5 s, 10 s, 20 s … 1 h, each up to a fifth more or less so that many do not come at once; never less than Sinch asked for, where
     * that is at most 1 h. What asks for more is taken for a mistake: asking once an hour burdens nobody, a day lost may lose the message's sense.
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
