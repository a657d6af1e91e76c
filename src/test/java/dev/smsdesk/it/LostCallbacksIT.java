package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@DisplayName("Sinch is asked for lost callbacks: the message's state becomes known, and the page says how")
class LostCallbacksIT extends ContainerTest {
    /** The sandbox delivers messages to these numbers and loses every callback about them. */
    private static final String LOST = "+46701990110";
    private static final String LOST_TOO = "+46702990110";
    private final Browser sender = Browser.of("sender");

    @Test
    void onScheduleBySinchsAnswer() {
        String batch = send(LOST, LOST_TOO);
        // at a fiftieth of Sinch's time the first question is put after 12 s
        assertTrue(within(Duration.ofSeconds(60), () -> counts(batch).equals("{\"DELIVERED\":2}")), counts(batch));
        Document page = sender.page("/batches/" + batch);
        assertEquals(2, page.select("a.badge:contains(Sinch was asked)").size(), page.text());
        Document timeline = sender.page(page.selectFirst("th a[href*=/recipients/]").attr("abs:href").replaceFirst(".*/sms-desk", ""));
        assertTrue(timeline.text().contains("Delivered") && timeline.text().contains("Sinch, when asked"), timeline.text());
        List<String> listed = sender.page("/never-came").select("tbody a[href*=" + batch + "/recipients/]").eachText().stream()
            .map(number -> number.replaceAll("\\P{Digit}", "")).toList();
        assertEquals(List.of(LOST_TOO.substring(1), LOST.substring(1)), listed);
    }

    @Test
    void atOnceWhenAPersonAsks() {
        String batch = send(LOST);
        assertTrue(within(Duration.ofSeconds(5), () -> counts(batch).equals("{\"ACCEPTED\":1}")), counts(batch));
        // who asks before it is delivered hears that it is on its way, and asks again
        assertTrue(within(Duration.ofSeconds(10), () -> {
            ask(batch);
            return within(Duration.ofSeconds(1), () -> counts(batch).equals("{\"DELIVERED\":1}"));
        }), counts(batch));
        HttpResponse<String> viewers = Browser.of("viewer").post("/batches/" + batch, Map.of("do", "ask"));
        assertEquals(403, viewers.statusCode(), "a viewer only reads");
    }

    @Test
    void alsoWhatPeopleWroteToUs() {
        String text = "lost on the way " + System.nanoTime();
        assertEquals(303, sender.post("/sandbox", Map.of("action", "lose", "lose", "all")).statusCode());
        try {
            sender.post("/sandbox", Map.of("action", "inbound", "from", LOST, "to", "+46700000000", "text", text, "family", "sms"));
            assertTrue(within(Duration.ofSeconds(10), () -> sender.page("/sandbox").text().contains("Callbacks on their way: 0.")));
        } finally {
            sender.post("/sandbox", Map.of("action", "lose", "lose", "none"));
        }
        assertTrue(within(Duration.ofSeconds(60), () -> sender.page("/inbound").text().contains(text)));
        assertEquals(1, sender.page("/inbound").select("li:contains(" + text + ") .badge:contains(Sinch was asked)").size());
    }

    private void ask(String batch) {
        HttpResponse<String> answer = sender.post("/batches/" + batch, Map.of("do", "ask"));
        assertEquals(303, answer.statusCode());
        assertTrue(sender.follow(answer).body().contains("Sinch is being asked."));
    }

    private String send(String... to) {
        HttpResponse<String> answer = desk.postWithKey("/api/batches", new JSONObject().put("from", "+46700000000")
            .put("to", new JSONArray(List.of(to))).put("text", "lost callbacks"));
        assertEquals(202, answer.statusCode(), answer.body());
        return new JSONObject(answer.body()).getString("id");
    }

    private String counts(String batch) {
        return new JSONObject(desk.getWithKey("/api/batches/" + batch).body()).getJSONObject("counts").toString();
    }

    private static boolean within(Duration time, BooleanSupplier condition) {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            if (condition.getAsBoolean()) {
                return true;
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return false;
    }
}
