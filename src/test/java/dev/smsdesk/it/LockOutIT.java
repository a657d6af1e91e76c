package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@Tag("container")   // no database makes a difference
@DisplayName("Slow bodies and password guesses together do not lock the admin out")
class LockOutIT extends ContainerTest {
    private static final int EACH_PATH = 230;
    private static final List<String> PATHS = List.of("/login", "/send", "/api/batches", "/health/live");
    private static final int GUESSERS = 4;
    private static final int GUESSES_A_SECOND = 100;
    private static final int SECONDS = 8;
    private static final Duration LOGIN = Duration.ofSeconds(5);
    private static final Duration CALLBACK = Duration.ofSeconds(1);
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private final ScheduledExecutorService guessers = Executors.newScheduledThreadPool(GUESSERS);
    private final Map<Integer, Integer> guesses = new ConcurrentHashMap<>();
    private final List<Dripper> slow = new ArrayList<>();

    @Test
    void theRightPasswordIsAcceptedInTimeAndCallbacksAtOnce() throws Exception {
        Browser known = new Browser();
        known.logIn("admin", "/keys");   // its pages are compiled by now
        known.post("/logout", Map.of());
        List<Duration> logins = new ArrayList<>();
        List<Duration> callbacks = new ArrayList<>();
        try {
            attack();
            Instant end = Instant.now().plusSeconds(SECONDS);
            for (int round = 1; Instant.now().isBefore(end); round++) {
                String unseen = "127.0.1." + round;
                slow.forEach(Dripper::turn);
                callbacks.add(taken(LockOutIT::genuine));
                logins.add(taken(() -> assertEquals("admin", new Browser().logIn("admin", "/keys").selectFirst("form.who span").text())));
                logins.add(taken(() -> assertEquals("API keys", known.logIn("admin", "/keys").selectFirst("h1").text())));
                logins.add(taken(() -> assertEquals(303, tried(unseen, "pw-admin").status(), "from an address that was not seen before")));
                callbacks.add(taken(LockOutIT::genuine));
                known.post("/logout", Map.of());
                Thread.sleep(700);
            }
        } finally {
            guessers.shutdownNow();
            for (Dripper each : slow) {
                each.close();
            }
        }
        System.out.println("LOCK-OUT login=" + Collections.max(logins) + " callback=" + Collections.max(callbacks) + " guesses=" + guesses);
        assertTrue(Collections.max(logins).compareTo(LOGIN) < 0, "logins took " + logins);
        assertTrue(Collections.max(callbacks).compareTo(CALLBACK) < 0, "genuine callbacks took " + callbacks);
        assertTrue(Set.of(401, 429, 503).containsAll(guesses.keySet()), guesses.toString());
        assertTrue(guesses.get(429) > SECONDS * GUESSES_A_SECOND / 2, guesses.toString());
    }

    private void attack() throws IOException {
        for (String path : PATHS) {
            for (int i = 0; i < EACH_PATH; i++) {
                slow.add(new Dripper(RawCall.head("POST " + path, "Content-Length: 500", "Sec-Fetch-Site: same-origin", FORM), "x"));
            }
        }
        for (int i = 0; i < GUESSERS; i++) {
            guessers.scheduleAtFixedRate(this::guess, 0, 1000 * GUESSERS / GUESSES_A_SECOND, TimeUnit.MILLISECONDS);
        }
        slow.forEach(Dripper::turn);
        genuine();   // not measured: so many new connections keep the processor busy for a moment
    }

    private void guess() {
        RawCall.Answer answer = tried("127.0.0.2", "guess-" + System.nanoTime());
        guesses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() == 429) {
            String alert = Jsoup.parse(answer.text()).selectFirst("[role=alert]").text();
            assertTrue(alert.startsWith("Too many logins were tried. Try again in "), alert);
        }
    }

    private static RawCall.Answer tried(String address, String password) {
        byte[] body = ("j_username=admin&j_password=" + password).getBytes(UTF_8);
        String length = "Content-Length: " + body.length;
        return RawCall.exchangeFrom(address, RawCall.head("POST /login", "Sec-Fetch-Site: same-origin", FORM, length, "Connection: close"),
            body);
    }

    private static void genuine() {
        assertEquals(200, SinchPost.sms("{\"type\":\"mo_text\",\"at\":" + System.nanoTime() + "}").send().statusCode());
    }

    private static Duration taken(Runnable work) {
        Instant began = Instant.now();
        work.run();
        return Duration.between(began, Instant.now());
    }
}
