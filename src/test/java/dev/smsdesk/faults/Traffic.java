package dev.smsdesk.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * What Sinch has to tell: a handful of reports of each recipient of some batches, shuffled, some of them twice; and inbound messages
 * without
 * end, of which some are big. Made once; the order in which it is told is chance.
 */
final class Traffic {
    private static final List<String> WORDS = List.of("Queued", "Dispatched", "Unknown", "Delivered", "Failed", "Rejected",
        "Expired", "Aborted");
    private static final String PREFIXES = "01 02 03 04 05 06 07 08 09 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 60 61 "
        + "62 63 64 65 66 67 68 69 90 91 92 93 94 95";
    private static final int REPORTS_EACH = 4;
    private static final int BIG_CHARS = 300_000;
    private static final AtomicInteger RUNS = new AtomicInteger();
    private final int run = RUNS.incrementAndGet();
    private final Random random = new Random(run);
    private final Fold fold = new Fold();
    private final List<String> batches = new ArrayList<>();
    private final Queue<byte[]> reports;
    private final AtomicInteger inbounds = new AtomicInteger();

    private Traffic(MortalDesk desk, int howMany) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            String id = compose(desk);
            batches.add(id);
            all.addAll(reports(id, dispatched(desk, id)));
        }
        Collections.shuffle(all, random);
        this.reports = new ConcurrentLinkedQueue<>(all);
    }

    /** Sends these batches through the desk's own sandbox, to numbers of which it says no more than "dispatched". */
    static Traffic about(MortalDesk desk, int batches) {
        return new Traffic(desk, batches);
    }

    private static String compose(MortalDesk desk) {
        List<String> numbers = List.of(PREFIXES.split(" ")).stream().map(prefix -> "+467" + prefix + "990106").toList();
        HttpResponse<String> answer = desk.send(desk.request("/api/batches").header("Authorization", "Bearer " + MortalDesk.KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(new JSONObject().put("from", "+46700000000").put("to", new JSONArray(numbers))
            .put("text", "a batch to be reported on").toString())).build());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return new JSONObject(answer.body()).getString("id");
    }

    /** Once the sandbox has it. */
    private static JSONArray dispatched(MortalDesk desk, String batch) {
        if (!Run.comesTrue(Duration.ofSeconds(30), () -> desk.get("/api/batches/" + batch).getJSONObject("counts")
                .optInt("DISPATCHED") == PREFIXES.split(" ").length)) {
            throw new IllegalStateException("not dispatched: " + desk.get("/api/batches/" + batch).getJSONObject("counts"));
        }
        return desk.get("/api/batches/" + batch).getJSONArray("recipients");
    }

    private List<byte[]> reports(String batch, JSONArray recipients) {
        List<byte[]> all = new ArrayList<>();
        List<String> digits = new ArrayList<>();
        String providerId = recipients.getJSONObject(0).getString("provider_id");
        for (int i = 0; i < recipients.length(); i++) {
            String number = recipients.getJSONObject(i).getString("to");
            digits.add(number.substring(1));
            for (int n = 0; n < REPORTS_EACH; n++) {
                byte[] body = report(providerId, batch, number);
                all.addAll(random.nextInt(5) == 0 ? List.of(body, body) : List.of(body));
            }
            fold.add(batch + number, new Fold.Claim("DELIVERED", 0, null, null));   // of the full report
        }
        all.add(("{\"type\":\"delivery_report_sms\",\"batch_id\":\"" + providerId + "\",\"total_message_count\":" + digits.size()
            + ",\"statuses\":[{\"code\":0,\"status\":\"Delivered\",\"count\":" + digits.size() + ",\"recipients\":" + new JSONArray(digits)
            + "}]}").getBytes(UTF_8));
        return all;
    }

    private byte[] report(String providerId, String batch, String number) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        int code = word.equals("Aborted") ? 400 + random.nextInt(14) : 0;
        Instant at = Instant.parse("2026-11-24T10:00:00Z").plusMillis(random.nextInt(100_000));
        Instant operatorAt = random.nextInt(3) == 0 ? null : at.minusMillis(random.nextInt(5) * 1000L);
        fold.add(batch + number, new Fold.Claim(word.toUpperCase(Locale.ROOT), code, operatorAt, at));
        JSONObject body = new JSONObject().put("type", "recipient_delivery_report_sms").put("batch_id", providerId)
            .put("recipient", number.substring(1))
            .put("code", code).put("status", word).put("at", at.toString());
        return (operatorAt == null ? body : body.put("operator_status_at", operatorAt.toString())).toString().getBytes(UTF_8);
    }

    /** One inbound for each report while there are any; never at a loss. */
    byte[] next() {
        int number = inbounds.incrementAndGet();
        byte[] report = number % 2 == 0 ? reports.poll() : null;
        return report != null ? report : inbound(number);
    }

    /** What has to be told before the states can be compared. @return null at the end */
    byte[] rest() {
        return reports.poll();
    }

    private byte[] inbound(int number) {
        String filler = number % 100 == 1 ? "x".repeat(BIG_CHARS) : "";
        return ("{\"type\":\"mo_text\",\"id\":\"MO" + run + "-" + number
            + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"no " + number
            + "\",\"received_at\":\"2026-11-24T10:00:00.000Z\",\"filler\":\"" + filler + "\"}").getBytes(UTF_8);
    }

    List<String> batches() {
        return batches;
    }

    Fold fold() {
        return fold;
    }
}
