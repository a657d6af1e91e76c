package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("/metrics answers in Prometheus' text format, with the token only")
class MetricsIT extends ContainerTest {
    private static final String TOKEN = System.getProperty("SMSDESK_METRICS_TOKEN");

    @Test
    void itTellsWhatWasAnswered() {
        HttpResponse<String> before = scrape("Bearer " + TOKEN);
        assertEquals(200, before.statusCode());
        assertTrue(before.headers().firstValue("Content-Type").orElse("").replace(" ", "")
            .startsWith("text/plain;version=0.0.4;charset=utf-8"), before.headers().toString());
        assertFalse(before.headers().map().containsKey("set-cookie"), "no session");
        double accepted = figure(before, "smsdesk_callbacks_accepted_total{family=\"conversation\"}");
        double refused = figure(before, "smsdesk_callbacks_refused_total{family=\"sms\",reason=\"not-signed\"}");
        assertEquals(200, desk.callback("/api/callbacks/conversation", ("{\"metrics\":" + System.nanoTime() + "}")
            .getBytes(StandardCharsets.UTF_8)).statusCode());
        assertEquals(401, desk.send(Desk.request("/api/callbacks/sms").POST(BodyPublishers.ofString("{}")).build()).statusCode());
        HttpResponse<String> after = scrape("Bearer " + TOKEN);
        assertEquals(accepted + 1, figure(after, "smsdesk_callbacks_accepted_total{family=\"conversation\"}"));
        assertEquals(refused + 1, figure(after, "smsdesk_callbacks_refused_total{family=\"sms\",reason=\"not-signed\"}"));
        assertTrue(figure(after, "smsdesk_callbacks_ack_seconds_count") >= 1);
        assertEquals(0, figure(after, "smsdesk_callbacks_silent{family=\"conversation\"}"));
        for (String name : List.of("smsdesk_callbacks_ack_seconds{quantile=\"0.95\"}", "smsdesk_callbacks_kept{state=\"parked\"}",
            "smsdesk_callbacks_kept{state=\"shelved\"}", "smsdesk_callbacks_clock_skew_seconds", "smsdesk_never_came{known=\"no\"}",
            "jvm_threads_live_threads", "jvm_memory_used_bytes{area=\"heap\"")) {
            assertTrue(after.body().lines().anyMatch(line -> line.startsWith(name)), name);
        }
    }

    /** Both are asked anew until they were gathered at about the same time: figures move on, and each is up to five seconds old. */
    @Test
    void thePageHealthTellsTheSame() throws InterruptedException {
        desk.callback("/api/callbacks/sms", ("{\"type\":\"mo_hologram\",\"id\":\"" + System.nanoTime() + "\"}")
            .getBytes(StandardCharsets.UTF_8));
        Browser viewer = Browser.of("viewer");
        List<Long> page = List.of();
        List<Long> metrics = List.of(-1L);
        for (long end = System.nanoTime() + 30_000_000_000L; !page.equals(metrics) && System.nanoTime() < end; Thread.sleep(200)) {
            Document health = viewer.page("/callback-health");
            HttpResponse<String> scraped = scrape("Bearer " + TOKEN);
            page = Stream.of("#work ~ dl div:contains(Not processed yet) dd", "#work ~ dl div:contains(No match) dd",
                "#work ~ dl div:contains(Unreadable) dd", "#asking ~ dl div:contains(Missing callbacks) dd",
                "#asking ~ dl div:contains(Questions waiting) dd").map(where -> first(health, where)).toList();
            metrics = Stream.of("smsdesk_callbacks_kept{state=\"pending\"}", "smsdesk_callbacks_kept{state=\"parked\"}",
                "smsdesk_callbacks_kept{state=\"shelved\"}", "smsdesk_never_came{known=\"yes\"}", "smsdesk_reconcile_overdue")
                .map(name -> (long) figure(scraped, name)).toList();
        }
        assertEquals(page, metrics);
        assertTrue(page.get(2) >= 1, "the unreadable one: " + page);
    }

    /** The first number there. */
    private static long first(Document page, String where) {
        return Long.parseLong(page.select(where).text().replaceFirst("^\\D*([0-9,]+).*", "$1").replace(",", ""));
    }

    @Test
    void everyoneElseIsRefusedWithoutASession() {
        for (HttpResponse<String> answer : List.of(desk.get("/metrics"), scrape("Bearer wrong"), scrape("Bearer " + TOKEN + "x"),
                scrape("Basic " + TOKEN), scrape("bearer " + TOKEN.substring(1)))) {
            assertEquals(401, answer.statusCode());
            assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(null));
            assertFalse(answer.headers().map().containsKey("set-cookie"), "no session");
            assertFalse(answer.body().contains("smsdesk_"), answer.body());
        }
    }

    @Test
    void theCallbackCheckNeedsNoToken() {
        HttpResponse<String> answer = desk.get("/health/callbacks");
        assertEquals(List.of("200", "ok"), List.of(String.valueOf(answer.statusCode()), answer.body().strip()));
    }

    private HttpResponse<String> scrape(String authorization) {
        return desk.send(Desk.request("/metrics").header("Authorization", authorization).build());
    }

    private static double figure(HttpResponse<String> scraped, String name) {
        return Arrays.stream(scraped.body().split("\n")).filter(line -> line.startsWith(name + " "))
            .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
            .findFirst().orElseThrow(() -> new AssertionError(name + " is not there:\n" + scraped.body()));
    }
}
