package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.json.JSONObject;

/**
 * After the fault: each acknowledged body is kept exactly once and has come to its effect, nothing was refused, and the states are the fold
 * of what was sent.
 */
final class Inspection {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final MortalDesk desk;
    private final Map<String, String> states = new HashMap<>();   // by SHA-256
    private final Set<String> twice = new HashSet<>();

    private Inspection(MortalDesk desk) {
        this.desk = desk;
    }

    static void holds(String scenario, MortalDesk desk, Traffic traffic, Ledger ledger) {
        assertTrue(Run.comesTrue(PATIENCE, desk::isReady), "not ready, though nothing is wrong any more");
        Inspection kept = new Inspection(desk);
        Run.comesTrue(PATIENCE, () -> kept.read().values().stream().noneMatch("PENDING"::equals));
        Set<String> missing = new HashSet<>(ledger.acknowledged());
        missing.removeAll(kept.states.keySet());
        Map<String, Integer> notApplied = new TreeMap<>();
        kept.states.values().stream().filter(state -> !state.equals("APPLIED")).forEach(state -> notApplied.merge(state, 1, Integer::sum));
        Map<String, Object> wrong = kept.differences(traffic);
        Run.comesTrue(PATIENCE, () -> kept.miscounted(traffic).isEmpty());   // counters and rows are two reads: one that is right is enough
        Map<String, Object> miscounted = kept.miscounted(traffic);
        System.out.printf("LEDGER %s: %s missing=%d twice=%d not-applied=%s wrong-states=%d miscounted=%d%n", scenario, ledger,
            missing.size(), kept.twice.size(), notApplied, wrong.size(), miscounted.size());
        assertAll(
            () -> assertTrue(!ledger.acknowledged().isEmpty(), "nothing was acknowledged, so nothing could be lost"),
            () -> assertEquals(Set.of(), missing, "acknowledged and lost"),
            () -> assertEquals(Set.of(), kept.twice, "kept twice"),
            () -> assertEquals(Map.of(), ledger.refused(), "genuine, and refused for good"),
            () -> assertEquals(0, ledger.unexpected(), "answers that are neither 2xx nor 4xx nor 503"),
            () -> assertEquals(Map.of(), notApplied, "genuine, and without effect"),
            () -> assertEquals(Map.of(), wrong, "what the reports come to, and what is shown"),
            () -> assertEquals(Map.of(), miscounted, "recipients in each state, and the counters"));
    }

    private Map<String, String> read() {
        states.clear();
        for (String path = "/api/callbacks?limit=1000"; path != null; ) {
            JSONObject page = desk.get(path);
            for (Object one : page.getJSONArray("items")) {
                JSONObject item = (JSONObject) one;
                if (states.put(item.getString("sha256"), item.getString("state")) != null) {
                    twice.add(item.getString("sha256"));
                }
            }
            path = page.isNull("next") ? null : page.getString("next");
        }
        return states;
    }

    /** The API counts by the counters and lists the rows; a batch here fits one answer. */
    private Map<String, Object> miscounted(Traffic traffic) {
        Map<String, Object> miscounted = new TreeMap<>();
        for (String batch : traffic.batches()) {
            JSONObject answer = desk.get("/api/batches/" + batch);
            Map<String, Integer> rows = new TreeMap<>();
            answer.getJSONArray("recipients").forEach(one -> rows.merge(((JSONObject) one).getString("state"), 1, Integer::sum));
            Map<String, Object> counts = answer.getJSONObject("counts").toMap();
            if (!rows.equals(counts)) {
                miscounted.put(batch, rows + " ≠ " + counts);
            }
        }
        return miscounted;
    }

    private Map<String, Object> differences(Traffic traffic) {
        Map<String, Object> wrong = new TreeMap<>();
        Map<String, Fold.Standing> shown = new HashMap<>();
        for (String batch : traffic.batches()) {
            for (Object one : desk.get("/api/batches/" + batch).getJSONArray("recipients")) {
                JSONObject line = (JSONObject) one;
                shown.put(batch + line.getString("to"), new Fold.Standing(line.getString("state"), line.optInt("code"),
                    line.optString("event_time", null)));
            }
        }
        traffic.fold().standings().forEach((recipient, expected) -> {
            if (!expected.equals(shown.get(recipient))) {
                wrong.put(recipient, expected + " ≠ " + shown.get(recipient));
            }
        });
        return wrong;
    }
}
