package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("kill -9 at any step of a submission: Sinch accepts each recipient once, or the recipient ends visibly unsure")
class SubmissionKilledIT {
    private static final int ROUNDS = 6;
    private static final Duration REACHED = Duration.ofSeconds(120);
    private static final Duration REPORTS = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(90);
    /** States that say that Sinch has the message. */
    private static final Set<String> TAKEN = Set.of("ACCEPTED", "QUEUED", "DISPATCHED", "DELIVERED");
    private final Map<KillStep, Integer> hits = new EnumMap<>(KillStep.class);
    private final List<Sent> orders = new ArrayList<>();
    @TempDir
    Path folder;
    private String channel;
    private MortalDesk desk;
    private SinchRelay relay;

    /** One order; its numbers are no other's. @param batch its id, or null where the call that stored it had no answer yet */
    private record Sent(String key, List<String> to, String batch) {}

    @Test
    void throughTheSmsApi() {
        killed("sms");
    }

    @Test
    void throughTheConversationApi() {
        killed("conversation");
    }

    private void killed(String channel) {
        this.channel = channel;
        try (MortalDesk sinch = MortalDesk.onH2(folder.resolve("sinch"), folder.resolve("sinch-data"))
                .with("SMSDESK_SANDBOX_TOKEN", AcceptedBySinch.TOKEN)) {
            sinch.start();
            AcceptedBySinch accepted = new AcceptedBySinch(sinch);
            try (SinchRelay way = new SinchRelay("http://127.0.0.1:" + sinch.port() + "/sms-desk");
                 MortalDesk sending = sendingThrough(way)) {
                desk = sending;
                relay = way;
                accepted.webhook(desk.address() + "/api/callbacks/conversation");
                desk.start();
                List<KillStep> steps = KillStep.of(channel);
                int kills = Integer.getInteger("smsdesk.kills", Run.length(6, ROUNDS * steps.size()));
                IntStream.range(0, kills).forEach(kill -> kill(steps.get(kill % steps.size())));
                holds(steps.subList(0, Math.min(kills, steps.size())), accepted);
            }
        }
    }

    private MortalDesk sendingThrough(SinchRelay way) {
        MortalDesk sending = MortalDesk.onH2(folder.resolve("desk"), folder.resolve("desk-data")).withDebugPort();
        sending.with("SMSDESK_SANDBOX", null).with("SMSDESK_SANDBOX_TIME_SCALE", null).with("SMSDESK_SINCH_URL", way.address())
            .with("SMSDESK_PUBLIC_URL", sending.address()).with("SINCH_REGION", "eu").with("SMSDESK_SEND_WITH", channel);
        return sending.with("SINCH_SERVICE_PLAN_ID", "sandbox").with("SINCH_API_TOKEN", AcceptedBySinch.TOKEN)
            .with("SINCH_PROJECT_ID", "sandbox").with("SINCH_KEY_ID", "sandbox").with("SINCH_KEY_SECRET", AcceptedBySinch.TOKEN)
            .with("SINCH_APP_ID", "sandbox");
    }

    private void kill(KillStep step) {
        KillStep before = step.before();
        killAt(before == null ? step : before, step.endings());
        if (before != null) {
            endLeases();
            Trap atOnce = step.isAboutTokens() ? step.trap(desk, relay) : null;
            desk.launch();
            killWhenReached(step, atOnce == null ? step.trap(desk, relay) : atOnce);
        }
        desk.start();
    }

    private void killAt(KillStep step, List<String> endings) {
        Trap trap = step.trap(desk, relay);
        Sent order = order(endings);
        CompletableFuture<String> storing = CompletableFuture.supplyAsync(() -> store(order));
        if (step == KillStep.REPORTED) {
            assertTrue(trap.isReached(REACHED), () -> step + " is not reached, see " + desk.logFile());
            assertTrue(Run.comesTrue(REPORTS, () -> count(storing.join(), "DELIVERED") > 0), step + ": no report came in");
        }
        killWhenReached(step, trap);
        orders.add(new Sent(order.key(), order.to(), storing.join()));
    }

    private void killWhenReached(KillStep step, Trap trap) {
        try (trap) {
            assertTrue(trap.isReached(REACHED), () -> step + " is not reached, see " + desk.logFile());
            desk.kill();
        }
        hits.merge(step, 1, Integer::sum);
        System.out.printf("KILLED channel=%s step=%s: %s%n", channel, step, step.words());
    }

    private Sent order(List<String> endings) {
        int number = 2 * orders.size();
        List<String> to = IntStream.range(0, 2).mapToObj(i -> String.format("+6281%04d%s", number + i, endings.get(i))).toList();
        return new Sent("order-" + number, to, null);
    }

    /** @return id of the batch; null where there is no answer, as the desk died */
    private String store(Sent order) {
        try {
            HttpResponse<String> answer = desk.send(desk.request("/api/batches").header("Authorization", "Bearer " + MortalDesk.KEY)
                .header("Content-Type", "application/json").header("Idempotency-Key", order.key()).timeout(REACHED)
                .POST(BodyPublishers.ofString(new JSONObject().put("from", "+46700000000").put("to", new JSONArray(order.to()))
                    .put("text", "killed on the way").put("allow_unassigned", true).toString())).build());
            assertEquals(202, answer.statusCode(), answer.body());
            return new JSONObject(answer.body()).getString("id");
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private int count(String batch, String state) {
        return desk.get("/api/batches/" + batch).getJSONObject("counts").optInt(state);
    }

    /** As if the time that claims last had passed while the desk is dead. The time of the call stays near enough for Sinch to list it. */
    private void endLeases() {
        H2Process.sql("jdbc:h2:file:" + folder.resolve("desk-data").resolve("desk") + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE", "", "",
            "update submission set lease_until = timestamp '2026-01-01 00:00:00', called_at = dateadd(second, -70, called_at)"
            + " where state = 'SENDING'; update lookup set due_at = timestamp '2026-01-01 00:00:00',"
            + " lease_until = timestamp '2026-01-01 00:00:00'");
    }

    private void holds(List<KillStep> steps, AcceptedBySinch sinch) {
        desk.kill();
        endLeases();
        desk.start();
        orders.replaceAll(order -> order.batch() != null ? order : new Sent(order.key(), order.to(), store(order)));
        Map<String, String> states = new TreeMap<>();
        boolean ended = Run.comesTrue(END, () -> {
            states.putAll(states());
            Map<String, Integer> accepted = sinch.numbers();
            return states.entrySet().stream().allMatch(one -> accepted.containsKey(one.getKey()) ? TAKEN.contains(one.getValue())
                : one.getValue().equals("UNSURE"));
        });
        Map<String, Integer> accepted = sinch.numbers();
        Map<String, String> wrong = new TreeMap<>();
        states.forEach((number, state) -> {
            int times = accepted.getOrDefault(number, 0);
            if (!state.equals("UNSURE") && (times != 1 || !TAKEN.contains(state)) || times > 1) {
                wrong.put(number, "accepted " + times + " times, shown as " + state);
            }
        });
        long unsure = states.values().stream().filter("UNSURE"::equals).count();
        System.out.printf("SUBMISSION KILLED channel=%s kills=%d steps=%s recipients=%d accepted=%d unsure=%d unsure-and-accepted=%d%n",
            channel, hits.values().stream().mapToInt(Integer::intValue).sum(), hits, states.size(), accepted.size(), unsure,
            states.entrySet().stream().filter(one -> one.getValue().equals("UNSURE") && accepted.containsKey(one.getKey())).count());
        assertAll(
            () -> assertEquals(2 * orders.size(), states.size(), "each recipient is shown"),
            () -> assertEquals(Map.of(), wrong, "accepted once, or unsure"),
            () -> assertEquals(Map.of(), sinch.referencesTwice(), "calls that were accepted twice"),
            () -> assertTrue(ended, () -> "what Sinch has is found by asking: " + states),
            () -> assertEquals(states.keySet(), union(states.keySet(), accepted.keySet()), "numbers that nobody ordered"),
            () -> assertTrue(hits.keySet().containsAll(steps), () -> "steps that were hit: " + hits));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (Sent order : orders) {
            desk.get("/api/batches/" + order.batch()).getJSONArray("recipients").forEach(one -> states.put(
                ((JSONObject) one).getString("to"), ((JSONObject) one).getString("state")));
        }
        return states;
    }
}
