package dev.smsdesk.access.login;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.Person;
import dev.smsdesk.access.PersonRequest;
import dev.smsdesk.access.RateLimiter;
import dev.smsdesk.store.CallerAddress;
import dev.smsdesk.store.Sha256;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks name and password against the container's realm. No thread waits for another: too many or too frequent attempts are told to
 * retry later, so that neither guessing nor a slow realm delays callbacks.
 */
final class Logins {
    private static final int MOST_AT_A_TIME = 8;
    /** The other two are reserved for known browsers. */
    private static final int MOST_STRANGERS = 6;
    private static final Duration REALM_BUSY = Duration.ofSeconds(2);
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PASSWORD = 1000;
    private static final String NO_NAME = "-";
    private static final Logger log = LoggerFactory.getLogger(Logins.class);
    private final Clock clock;
    private final AuditLog audit;
    private final KnownBrowsers browsers;
    private final LoginThrottle throttle;
    private final RateLimiter lines;
    private final Semaphore all = new Semaphore(MOST_AT_A_TIME);
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);

    Logins(Clock clock, AuditLog audit, KnownBrowsers browsers) {
        this.clock = clock;
        this.audit = audit;
        this.browsers = browsers;
        this.throttle = new LoginThrottle(clock);
        this.lines = new RateLimiter(10, Duration.ofSeconds(6), clock);
    }

    /** The result of an attempt. @param person null for 401, 429 and 503; @param delay until the next attempt, for 429 and 503 */
    record LoginOutcome(Person person, int status, Duration delay) {
        private static final LoginOutcome FAILED = new LoginOutcome(null, HttpServletResponse.SC_UNAUTHORIZED, Duration.ZERO);

        private static LoginOutcome later(int status, Duration delay) {
            return new LoginOutcome(null, status, delay);
        }
    }

    /** After a success the session has begun and the browser is marked. */
    LoginOutcome attempt(HttpServletRequest request, HttpServletResponse response, String name, String password) {
        if (!isWritten(name, LONGEST_NAME) || !isWritten(password, LONGEST_PASSWORD)) {
            return LoginOutcome.FAILED;   // the realm is not asked: some directories accept an empty password
        }
        String user = digest(name);
        String address = CallerAddress.host(request.getRemoteAddr());
        String browser = browsers.browser(request, user);
        LoginThrottle.Try made = throttle.enter(new LoginThrottle.Caller(user, address, browser));
        if (!made.isAllowed()) {
            tell("login slowed", request);
            return LoginOutcome.later(429, made.delay());
        }
        Person person;
        if (browser == null && !strangers.tryAcquire()) {
            throttle.notMade(made);
            return LoginOutcome.later(HttpServletResponse.SC_SERVICE_UNAVAILABLE, REALM_BUSY);
        }
        try {
            if (!all.tryAcquire()) {
                throttle.notMade(made);
                return LoginOutcome.later(HttpServletResponse.SC_SERVICE_UNAVAILABLE, REALM_BUSY);
            }
            try {
                person = ask(PersonRequest.container(request), name, password);
            } finally {
                all.release();
            }
        } finally {
            if (browser == null) {
                strangers.release();
            }
        }
        if (person == null) {
            throttle.failed(made);
            tell("login failed", request);
            audit.count(NO_NAME, AuditLog.LOGIN_FAILED, null);
            return LoginOutcome.FAILED;
        }
        throttle.succeeded(made);
        LoginSession.begin(request, person, clock);
        browsers.mark(request, response, user);
        return new LoginOutcome(person, HttpServletResponse.SC_OK, Duration.ZERO);
    }

    /** Removes the login from the container: its principal in its own session would be a second login. */
    private static Person ask(HttpServletRequest container, String name, String password) {
        try {
            if (container.getUserPrincipal() != null) {
                container.logout();
            }
            container.login(name, password);
        } catch (ServletException e) {
            log.debug("realm refused cause={}", e.getClass().getName());   // its message may contain the name
            return null;
        }
        Person person = Person.of(container);
        try {
            container.logout();
        } catch (ServletException e) {
            log.warn("container keeps its login cause={}", e.getClass().getName());
        }
        return person;
    }

    private void tell(String event, HttpServletRequest request) {
        if (lines.take(event).isZero()) {
            log.warn("{} address={}", event, CallerAddress.network(request.getRemoteAddr()));
        }
    }

    private static boolean isWritten(String text, int longest) {
        return text != null && !text.isEmpty() && text.length() <= longest;
    }

    /** Equal for every spelling that realms accept; of fixed length. */
    private static String digest(String name) {
        byte[] sha256 = Sha256.of(name.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
    }
}
