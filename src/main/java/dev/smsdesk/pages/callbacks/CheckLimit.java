package dev.smsdesk.pages.callbacks;

import dev.smsdesk.store.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often pasted callbacks are looked at: ten a minute for each person, thirty for all on this server. More would make guessing secrets
 * quicker.
 */
final class CheckLimit {
    private static final int OF_ONE = 10;
    private static final Duration THEN_ONE_EACH = Duration.ofSeconds(6);
    private static final int OF_ALL = 30;
    private static final Duration OF_ALL_ONE_EACH = Duration.ofSeconds(2);
    private static final int MOST_PEOPLE = 1_000;
    private final Map<String, TokenBucket> ofPeople = new ConcurrentHashMap<>();
    private final TokenBucket ofAll;
    private final Clock clock;

    CheckLimit(Clock clock) {
        this.clock = clock;
        this.ofAll = new TokenBucket(OF_ALL, OF_ALL_ONE_EACH, clock);
    }

    /** @return zero where one more may be looked at, and it counts; else how long to wait */
    Duration waitFor(String who) {
        if (ofPeople.size() > MOST_PEOPLE) {
            ofPeople.clear();   // the bound of all still holds
        }
        TokenBucket own = ofPeople.computeIfAbsent(who, name -> new TokenBucket(OF_ONE, THEN_ONE_EACH, clock));
        if (!own.take()) {
            return own.untilNext();
        }
        return ofAll.take() ? Duration.ZERO : ofAll.untilNext();
    }
}
