package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A message goes from the form to its last receipt on this server's own JSP and login")
class PagesIT extends ContainerTest {
    private static final Duration FINAL = Duration.ofSeconds(20);
    private static final String TEXT = "Hej å ä ö – 😀\r\n<script>alert(1)</script> ${1+1}";

    @Test
    void aBatchOfFiveReachesItsEnd() throws InterruptedException {
        Browser sender = Browser.of("sender");
        Map<String, String> form = form("+46701230001\r\n+46 70-123 00 02, 0046701230003;+46701230402\n+46701230005\r\n+46701230001");
        Document check = sender.page(check(sender, form));
        assertEquals("Send to 5 recipients", check.selectFirst("main form button").text());
        String path = sent(sender, form);
        Document batch = settled(sender, path);
        assertEquals(TEXT.replace("\r\n", "\n"), batch.selectFirst(".bubble").wholeText());
        assertNull(batch.selectFirst("script"));
        assertEquals("Delivered 4 Aborted 1", batch.selectFirst("table.counts tbody").text());
        Document timeline = sender.page(below(batch.selectFirst("table.rows th a").attr("href")));
        assertTrue(timeline.select(".timeline .badge").eachText().containsAll(List.of("Accepted", "Delivered")), timeline.text());
        Document callback = sender.page(below(timeline.selectFirst(".timeline a").attr("href")));
        assertTrue(callback.selectFirst("pre.raw").text().contains("recipient_delivery_report_sms"));
    }

    @Test
    void theSameFormTwiceIsOneBatch() {
        Browser sender = Browser.of("sender");
        Map<String, String> form = form("+46701230001");
        assertEquals(sent(sender, form), sent(sender, form));
    }

    @Test
    void everyPageIsRendered() {
        Browser admin = Browser.of("admin");
        for (String path : List.of("/", "/batches", "/send", "/inbound", "/callbacks", "/callbacks?state=PARKED", "/refusals", "/keys",
                "/connection", "/sandbox")) {
            Document page = admin.page(path);
            assertEquals(1, page.select("h1").size(), path);
            assertEquals(0, page.select("script, [style]").size(), path);
            assertNotNull(page.selectFirst(".banner.sandbox"), path);
        }
    }

    @Test
    void theSandboxShowsWhatPhonesShowAsText() throws InterruptedException {
        new Desk().postWithKey("/api/batches", new JSONObject().put("from", "+46700000000").put("to", List.of("+46701234567"))
            .put("text", "<b>bold</b> on a phone"));
        Browser admin = Browser.of("admin");
        for (int i = 0; i < 100 && !admin.page("/sandbox").text().contains("<b>bold</b> on a phone"); i++) {
            Thread.sleep(100);
        }
        Document page = admin.page("/sandbox");
        assertEquals(List.of(), page.select("b").eachText());
        assertTrue(page.select("td").eachText().contains("<b>bold</b> on a phone"), page.text());
    }

    @Test
    void everyAnswerToAMistakeIsRendered() {
        Browser admin = Browser.of("admin");
        assertEquals("Not found", heading(admin.get("/batches/X"), 404));
        assertEquals("Nothing here", heading(admin.get("/nothing"), 404));
        assertEquals("Not allowed", heading(Browser.of("viewer").get("/keys"), 403));
        assertEquals("Send a message", heading(admin.post("/send", Map.of("do", "check", "to", "unknown")), 422));
        assertEquals("Too much at once", heading(admin.post("/send", Map.of("do", "check", "text", "x".repeat(3_000_000))), 413));
        assertEquals("API keys", heading(admin.post("/keys", Map.of("name", "")), 422));
    }

    @Test
    void aFileOfTheLibraryIsServedWithoutALogin() {
        HttpResponse<String> style = new Browser().get("/webjars/picocss__pico/2.1.1/css/pico.min.css");
        assertEquals(200, style.statusCode());
        assertEquals("public, max-age=31536000, immutable", style.headers().firstValue("Cache-Control").orElseThrow());
    }

    private static Map<String, String> form(String to) {
        return Map.of("key", UUID.randomUUID().toString(), "from", "+46700000000", "to", to, "text", TEXT, "name", "Å batch");
    }

    /** @return the path of the check page; what was sent already it leads to the batch's */
    private static String check(Browser sender, Map<String, String> form) {
        HttpResponse<String> drafted = sender.post("/send", form);
        assertEquals(303, drafted.statusCode(), drafted.body());
        return below(drafted.headers().firstValue("Location").orElseThrow());
    }

    /** @return the path of the batch's page */
    private static String sent(Browser sender, Map<String, String> form) {
        String check = check(sender, form);
        HttpResponse<String> answer = sender.get(check).statusCode() == 303 ? sender.get(check)
            : sender.post(check, Map.of("version", sender.page(check).selectFirst("input[name=version]").val()));
        assertEquals(303, answer.statusCode(), answer.body());
        return below(answer.headers().firstValue("Location").orElseThrow());
    }

    private static Document settled(Browser sender, String path) throws InterruptedException {
        Instant end = Instant.now().plus(FINAL);
        for (Document batch; ; Thread.sleep(200)) {
            batch = sender.page(path);
            if (batch.selectFirst("meta[http-equiv=refresh]") == null) {
                return batch;
            }
            assertTrue(Instant.now().isBefore(end), batch.text());
        }
    }

    private static String heading(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return Jsoup.parse(answer.body()).selectFirst("h1").text();
    }

    /** Below the context path. */
    private static String below(String address) {
        return address.substring(address.indexOf("/sms-desk/") + "/sms-desk".length());
    }
}
