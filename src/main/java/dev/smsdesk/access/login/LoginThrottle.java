package dev.smsdesk.access.login;

import dev.smsdesk.access.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits login attempts. A browser that has logged in as this user before has a limit of its own, and so has the address of such a login.
 * All other attempts count by address; while a user's password is being guessed, they also count by address and user, so that guesses
 * from elsewhere do not block a first attempt.
 * @see "docs/decisions/007-a-login-of-our-own.md"
 */
final class LoginThrottle {
    private static final int MOST_KNOWN = 10_000;
    private final RateLimiter browsers;
    private final RateLimiter knownAddresses;
    private final RateLimiter addresses;
    /** Failed attempts per user; when they are used up, the password is being guessed. */
    private final RateLimiter failures;
    private final RateLimiter pairs;
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    LoginThrottle(Clock clock) {
        this.browsers = new RateLimiter(10, Duration.ofSeconds(6), clock);
        this.knownAddresses = new RateLimiter(10, Duration.ofSeconds(6), clock);
        this.addresses = new RateLimiter(10, Duration.ofSeconds(6), clock);
        this.failures = new RateLimiter(20, Duration.ofSeconds(10), clock);
        this.pairs = new RateLimiter(3, Duration.ofSeconds(30), clock);
    }

    /**
     * Who attempts a login.
     * @param user    digest of the name, equal for every spelling
     * @param browser id of a browser that has logged in as this user before, or null
     */
    record Caller(String user, String address, String browser) {
        private String pair() {
            return address + " " + user;
        }
    }

    private record Charge(RateLimiter limiter, String key) {}

    /**
     * One attempt. @param delay zero if it is allowed; else the time until the next one; @param stranger whether neither browser nor
     * address is known
     */
    record Try(Caller caller, Duration delay, boolean stranger, List<Charge> paid) {
        boolean isAllowed() {
            return delay.isZero();
        }
    }

    /** The attempt is refunded only if it was not made, or succeeded. */
    Try enter(Caller caller) {
        if (caller.browser() != null && browsers.take(caller.browser()).isZero()) {
            return new Try(caller, Duration.ZERO, false, List.of(new Charge(browsers, caller.browser())));
        }
        if (isKnown(caller) && knownAddresses.take(caller.pair()).isZero()) {
            return new Try(caller, Duration.ZERO, false, List.of(new Charge(knownAddresses, caller.pair())));
        }
        boolean guessed = !failures.untilNext(caller.user()).isZero();
        Duration wait = guessed ? pairs.take(caller.pair()) : Duration.ZERO;
        if (!wait.isZero()) {
            return new Try(caller, wait, true, List.of());
        }
        List<Charge> paid = guessed ? List.of(new Charge(pairs, caller.pair()), new Charge(addresses, caller.address()))
            : List.of(new Charge(addresses, caller.address()));
        wait = addresses.take(caller.address());
        if (guessed && !wait.isZero()) {
            pairs.giveBack(caller.pair());
        }
        return new Try(caller, wait, true, paid);
    }

    void notMade(Try made) {
        made.paid().forEach(charge -> charge.limiter().giveBack(charge.key()));
    }

    void succeeded(Try made) {
        notMade(made);
        synchronized (known) {
            known.put(made.caller().pair(), true);
        }
    }

    void failed(Try made) {
        if (made.stranger()) {
            failures.take(made.caller().user());
        }
    }

    private boolean isKnown(Caller caller) {
        synchronized (known) {
            return known.get(caller.pair()) != null;
        }
    }
}
