package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@Tag("container")   // no database makes a difference
@DisplayName("Slow request bodies do not delay other callbacks")
class SlowBodyIT extends ContainerTest {
    /** More than the threads that containers have by default. */
    private static final int EACH = 250;
    private static final int EACH_PATH = 230;
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    /** Without it the API answers before the first byte. */
    private static final String KEY = "Authorization: Bearer " + System.getProperty("SMSDESK_API_KEY");
    private static final int SECONDS = 16;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration NOT_BEFORE = Duration.ofMillis(9_500);
    private static final Duration NOT_AFTER = Duration.ofSeconds(15);

    private static final boolean PAYARA = "payara".equals(System.getProperty("arquillian.launch"));

    private enum Kind {
        KNOWN_LENGTH("POST", "Content-Length: 500", "x", "x"),
        LARGE("POST", "Content-Length: 1000000", "x", "x"),
        SILENT_AFTER_A_BYTE("POST", "Content-Length: 500", "x", ""),
        SILENT_AFTER_THE_HEAD("POST", "Content-Length: 500", "", ""),
        CHUNKS("POST", "Transfer-Encoding: chunked", "1\r\nx\r\n", "1\r\nx\r\n"),
        TOO_LARGE("POST", "Content-Length: 1048577", "x", "x"),
        FAR_TOO_LARGE("POST", "Content-Length: 99000000000", "x", "x"),
        ANOTHER_METHOD("PUT", "Content-Length: 500", "x", "x"),
        ANOTHER_METHOD_IN_CHUNKS("PUT", "Transfer-Encoding: chunked", "1\r\nx\r\n", "1\r\nx\r\n"),
        HEAD_WITHOUT_END("POST", "Content-Length: 500", null, "a");

        private final String method;
        private final String length;
        private final String first;
        private final String drop;

        Kind(String method, String length, String first, String drop) {
            this.method = method;
            this.length = length;
            this.first = first;
            this.drop = drop;
        }

        Dripper caller() throws IOException {
            String head = new String(RawCall.head(method + " /api/callbacks/sms", length), ISO_8859_1);
            String begin = first == null ? head.substring(0, head.length() - 2) + "X-Drip: " : head + first;
            return new Dripper(begin.getBytes(ISO_8859_1), drop);
        }
    }

    @Test
    void othersAreAnsweredWithinASecond() throws Exception {
        double late = refused("body-late");
        double crowd = refused("body-crowd");
        Map<Kind, List<Dripper>> all = new EnumMap<>(Kind.class);
        try {
            Duration slowest = Duration.ZERO;
            for (Kind kind : Kind.values()) {
                all.put(kind, new ArrayList<>());
                for (int i = 0; i < EACH; i++) {
                    all.get(kind).add(kind.caller());
                }
                genuine();   // not measured: so many new connections keep the processor busy for a moment
            }
            Instant end = Instant.now().plusSeconds(SECONDS);
            while (Instant.now().isBefore(end)) {
                slowest = max(slowest, genuine());
                all.values().forEach(callers -> callers.forEach(Dripper::turn));
                slowest = max(slowest, genuine());
                Thread.sleep(500);
                slowest = max(slowest, genuine());
                Thread.sleep(400);
            }
            assertTrue(slowest.compareTo(AT_ONCE) < 0, "a genuine callback waited " + slowest);
            all.forEach(SlowBodyIT::assertAnswered);
            assertTrue(refused("body-late") - late >= 4 * EACH, "late: " + (refused("body-late") - late));
            assertTrue(refused("body-crowd") - crowd >= EACH - 25, "too many: " + (refused("body-crowd") - crowd));
        } finally {
            for (List<Dripper> callers : all.values()) {
                for (Dripper caller : callers) {
                    caller.close();
                }
            }
        }
    }

    /** Payara answers a POST to /j_security_check itself: decision 011. */
    private static final Map<String, Set<Integer>> PATHS = Map.of("/health/live", Set.of(405), "/api/batches", Set.of(503), "/login",
        Set.of(503), "/send", Set.of(503), "/keys", Set.of(401), "/connection", Set.of(401), "/secrets", Set.of(401), "/nothing",
        Set.of(404), "/api/callbacks/sms", Set.of(503), PAYARA ? "/metrics" : "/j_security_check", Set.of(404));

    @Test
    void onNoPathDoSlowBodiesKeepACallbackWaiting() throws Exception {
        Map<String, List<Dripper>> all = new TreeMap<>();
        try {
            for (String path : PATHS.keySet()) {
                all.put(path, new ArrayList<>());
                for (int i = 0; i < EACH_PATH; i++) {
                    all.get(path).add(new Dripper(RawCall.head("POST " + path, "Content-Length: 500", "Sec-Fetch-Site: same-origin", FORM,
                        path.equals("/api/batches") ? KEY : "X-Nothing: said"), "x"));
                }
                genuine();
            }
            Instant end = Instant.now().plusSeconds(SECONDS);
            Duration slowest = Duration.ZERO;
            while (Instant.now().isBefore(end)) {
                slowest = max(slowest, genuine());
                all.values().forEach(callers -> callers.forEach(Dripper::turn));
                slowest = max(slowest, genuine());
                Thread.sleep(900);
            }
            assertTrue(slowest.compareTo(AT_ONCE) < 0, "a genuine callback waited " + slowest);
            all.forEach((path, callers) -> assertAll(path, callers, caller -> PATHS.get(path).contains(caller.status()) && ends(caller)));
        } finally {
            for (List<Dripper> callers : all.values()) {
                for (Dripper caller : callers) {
                    caller.close();
                }
            }
        }
        Duration afterwards = genuine();
        assertTrue(afterwards.compareTo(AT_ONCE) < 0, "a genuine callback waited " + afterwards + " afterwards");
    }

    private static void assertAnswered(Kind kind, List<Dripper> callers) {
        switch (kind) {
            case KNOWN_LENGTH, LARGE, SILENT_AFTER_A_BYTE, SILENT_AFTER_THE_HEAD -> assertAll(kind, callers, SlowBodyIT::isGivenUp);
            case CHUNKS -> {
                assertAll(kind, callers, caller -> caller.status() == 503 && ends(caller));
                long waitedFor = callers.stream().filter(SlowBodyIT::isGivenUp).count();
                assertTrue(waitedFor > 0 && waitedFor <= 25, waitedFor + " were waited for with a thread");
            }
            case TOO_LARGE, FAR_TOO_LARGE -> assertAll(kind, callers, caller -> caller.status() == 413 && ends(caller));
            case ANOTHER_METHOD, ANOTHER_METHOD_IN_CHUNKS -> assertAll(kind, callers, caller -> caller.status() == 405 && ends(caller));
            case HEAD_WITHOUT_END -> assertAll(kind, callers, caller -> caller.status() == 0 || caller.status() == 400
                || caller.status() == 408);
        }
    }

    private static boolean isGivenUp(Dripper caller) {
        return caller.status() == 503 && caller.answered().compareTo(NOT_BEFORE) > 0 && ends(caller);
    }

    /** Payara goes on reading, without a thread, for as long as bytes arrive. */
    private static boolean ends(Dripper caller) {
        return PAYARA || caller.closed() != null && caller.closed().compareTo(NOT_AFTER) < 0;
    }

    private static void assertAll(Object kind, List<Dripper> callers, Predicate<Dripper> right) {
        List<String> wrong = callers.stream().filter(right.negate())
            .map(caller -> caller.heard(200) + " after " + caller.answered() + ", closed after " + caller.closed()).toList();
        assertEquals(List.of(), wrong.stream().limit(3).toList(), kind + ": " + wrong.size() + " of " + callers.size());
    }

    private double refused(String reason) {
        String name = "smsdesk_callbacks_refused_total{family=\"sms\",reason=\"" + reason + "\"} ";
        return desk.send(Desk.request("/metrics").header("Authorization", "Bearer " + System.getProperty("SMSDESK_METRICS_TOKEN")).build())
            .body().lines()
            .filter(line -> line.startsWith(name)).mapToDouble(line -> Double.parseDouble(line.substring(name.length()))).sum();
    }

    private static Duration genuine() {
        Instant began = Instant.now();
        assertEquals(200, SinchPost.sms("{\"type\":\"mo_text\",\"at\":" + System.nanoTime() + "}").send().statusCode());
        return Duration.between(began, Instant.now());
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
