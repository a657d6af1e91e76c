package dev.smsdesk.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.SinchSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("Reports that arrive 500 a second are all stored and answered at once")
class BurstIT {
    private static final int RECIPIENTS = Run.length(2_500, 10_000);
    private static final int PER_SECOND = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final SinchSignature SIGNATURE = new SinchSignature(MortalDesk.SECRET);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    @TempDir
    Path folder;

    private record Answer(int status, long millis) {}

    @Test
    void eachRecipientOnce() {
        try (MortalDatabase database = MortalDatabase.startAny(); MortalDesk desk = new MortalDesk(folder, database.settings())) {
            desk.start();
            String batch = compose(desk);
            assertTrue(Run.comesTrue(PATIENCE, () -> count(desk, batch, "DISPATCHED") == RECIPIENTS), () -> "not dispatched: "
                + counts(desk, batch));
            URI address = URI.create(desk.address() + "/api/callbacks/sms");
            send(address, IntStream.range(0, RECIPIENTS).mapToObj(BurstIT::inbound).toList());   // a server that was just started is slow
            List<Answer> answers = send(address, reports(desk, batch));
            long[] millis = answers.stream().mapToLong(Answer::millis).sorted().toArray();
            boolean applied = Run.comesTrue(PATIENCE, () -> count(desk, batch, "DELIVERED") == RECIPIENTS);
            System.out.printf("BURST recipients=%d per-second=%d p50=%d p95=%d max=%d ms%n", RECIPIENTS, PER_SECOND,
                millis[millis.length / 2], millis[millis.length * 95 / 100], millis[millis.length - 1]);
            assertAll(
                () -> assertEquals(RECIPIENTS, answers.stream().filter(answer -> answer.status() == 200).count(), "answered 200"),
                () -> assertTrue(millis[millis.length * 95 / 100] < 250, "95 % within " + millis[millis.length * 95 / 100] + " ms"),
                () -> assertTrue(applied, () -> "all are delivered, and it says " + counts(desk, batch)));
        }
    }

    private static String compose(MortalDesk desk) {
        JSONArray numbers = new JSONArray();
        for (int i = 0; i < RECIPIENTS; i++) {
            numbers.put(number(i));
        }
        HttpResponse<String> answer = desk.send(desk.request("/api/batches").header("Authorization", "Bearer " + MortalDesk.KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(new JSONObject().put("from", "+46700000000").put("to", numbers).put("text", "to many")
            .toString())).build());
        assertEquals(202, answer.statusCode(), answer.body());
        return new JSONObject(answer.body()).getString("id");
    }

    /** One of which the sandbox says no more than "dispatched". */
    private static String number(int i) {
        return String.format("+6281%04d990106", i);   // Indonesia's are long enough for 10 000 with that ending
    }

    private static byte[] inbound(int i) {
        return ("{\"type\":\"mo_text\",\"id\":\"WARM" + i + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"warm\"}")
            .getBytes(UTF_8);
    }

    /** Each with the id that Sinch has for it: of a large batch it gets several. */
    private static List<byte[]> reports(MortalDesk desk, String batch) {
        List<byte[]> reports = new ArrayList<>();
        for (String path = "/api/batches/" + batch; path != null; ) {
            JSONObject page = desk.get(path);
            page.getJSONArray("recipients").forEach(one -> reports.add(delivered((JSONObject) one)));
            path = page.isNull("next") ? null : page.getString("next");
        }
        return reports;
    }

    private static byte[] delivered(JSONObject recipient) {
        return ("{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"" + recipient.getString("provider_id") + "\",\"recipient\":\""
            + recipient.getString("to").substring(1) + "\",\"code\":0,\"status\":\"Delivered\",\"at\":\"2026-11-24T10:00:00.000Z\"}")
            .getBytes(UTF_8);
    }

    private List<Answer> send(URI address, List<byte[]> bodies) {
        List<CompletableFuture<Answer>> underway = new ArrayList<>();
        long began = System.nanoTime();
        for (byte[] body : bodies) {
            LockSupport.parkNanos(began + underway.size() * 1_000_000_000L / PER_SECOND - System.nanoTime());
            HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofByteArray(body));
            SIGNATURE.headers(body, Instant.now()).forEach(request::header);
            long sent = System.nanoTime();
            underway.add(http.sendAsync(request.build(), BodyHandlers.discarding())
                .thenApply(answer -> new Answer(answer.statusCode(), (System.nanoTime() - sent) / 1_000_000)));
        }
        return underway.stream().map(CompletableFuture::join).toList();
    }

    private static JSONObject counts(MortalDesk desk, String batch) {
        return desk.get("/api/batches/" + batch).getJSONObject("counts");
    }

    private static int count(MortalDesk desk, String batch, String state) {
        return counts(desk, batch).optInt(state);
    }
}
