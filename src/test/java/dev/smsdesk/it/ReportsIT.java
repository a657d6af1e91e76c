package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Predicate;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reports with any status move the recipients of a batch that was really sent, and only those")
class ReportsIT extends ContainerTest {
    /** The sandbox dispatches messages to these numbers, and nothing more is heard of them. */
    private static final String ONE = "+46701990106";
    private static final String TWO = "+46702990106";
    private static Browser reader;
    private final KeptCallbacks kept = new KeptCallbacks();
    private String batch;
    private String providerId;

    @BeforeAll
    static void logIn() {
        reader = Browser.of("viewer");
    }

    @BeforeEach
    void send() {
        HttpResponse<String> answer = desk.postWithKey("/api/batches",
            new JSONObject().put("from", "+46700000000").put("to", new JSONArray(List.of(ONE, TWO))).put("text", "a batch of ReportsIT"));
        assertEquals(202, answer.statusCode(), answer.body());
        batch = new JSONObject(answer.body()).getString("id");
        JSONObject dispatched = until(all -> recipient(all, ONE).getString("state").equals("DISPATCHED")
            && recipient(all, TWO).getString("state").equals("DISPATCHED"));
        providerId = recipient(dispatched, ONE).getString("provider_id");
    }

    @Test
    void anUnknownStatusIsShownRawAndTheStateStays() {
        byte[] body = report(ONE, "Teleported", "999", ",\"never_heard_of\":{\"a\":[1]}");
        assertApplied(body);
        assertEquals("DISPATCHED", recipient(batch(), ONE).getString("state"));
        String timeline = timeline(ONE).text();
        assertTrue(timeline.contains("unreadable") && timeline.contains("Teleported") && timeline.contains("999"), timeline);
    }

    @Test
    void aCodeIsShownAsGivenAndByItsNameWhereItHasOne() {
        assertApplied(report(ONE, "Aborted", "402", ""));
        assertApplied(report(TWO, "Aborted", "\"4711\"", ""));
        JSONObject all = until(b -> recipient(b, TWO).getString("state").equals("ABORTED"));
        assertEquals(402, recipient(all, ONE).getInt("code"));
        assertEquals(4711, recipient(all, TWO).getInt("code"));
        assertEquals(2, all.getJSONObject("counts").getInt("ABORTED"));
        assertTrue(timeline(ONE).text().contains("402 Message unroutable"));
        assertTrue(timeline(TWO).select("dt:containsOwn(Code) + dd").eachText().contains("4711"));
    }

    @Test
    void aReportForAStrangerIsFlaggedAndNoRecipientIsInvented() {
        byte[] body = report("+46709999999", "Delivered", "0", "");
        assertApplied(body);
        assertEquals("Processed Not a recipient of this batch: +467…99", KeptCallbacks.page(kept.settled(body), reader)
            .selectFirst("h1 + p").text());
        assertEquals(2, batch().getJSONArray("recipients").length());
        assertTrue(reader.page("/batches/" + batch).text().contains("The number +46 70 999 99 99 is not in this batch."));
    }

    @Test
    void aReportForAnUnknownBatchIsParkedAndShown() {
        byte[] body = report(ONE, "Delivered", "0", "");
        byte[] orphan = new String(body, UTF_8).replace(providerId, "NOBODYS" + System.nanoTime()).getBytes(UTF_8);
        assertEquals(200, SinchPost.sms(orphan).send().statusCode());
        kept.assertSettled("PARKED", orphan);
        String id = kept.settled(orphan).getString("id");
        assertTrue(reader.page("/callbacks?state=PARKED").select("tbody a").eachAttr("href").stream().anyMatch(link -> link.endsWith(id)));
    }

    @Test
    void oneReportForAllAndOneForEachAgreeAndNothingCountsDouble() {
        byte[] full = ("{\"type\":\"delivery_report_sms\",\"batch_id\":\"" + providerId
            + "\",\"total_message_count\":2,\"statuses\":[{\"code\":0,\"status\":\"Delivered\",\"count\":2,\"recipients\":[\""
            + ONE.substring(1) + "\",\"" + TWO.substring(1) + "\"]}]}").getBytes(UTF_8);
        assertApplied(full);
        assertApplied(report(ONE, "Delivered", "0", ",\"at\":\"2026-11-24T10:00:00Z\""));
        JSONObject all = until(b -> recipient(b, TWO).getString("state").equals("DELIVERED"));
        assertEquals(2, all.getJSONObject("counts").getInt("DELIVERED"));
        assertEquals("2026-11-24T10:00:00Z", recipient(all, ONE).getString("event_time"));
    }

    @Test
    void twoFinalReportsThatContradictEachOtherAreBothShown() {
        assertApplied(report(ONE, "Failed", "0", ",\"operator_status_at\":\"2026-11-24T10:00:09Z\""));
        assertApplied(report(ONE, "Delivered", "0", ",\"operator_status_at\":\"2026-11-24T10:00:03Z\""));
        assertEquals("FAILED", recipient(batch(), ONE).getString("state"), "the later operator's time counts, not the later arrival");
        assertTrue(timeline(ONE).text().contains("Conflicting reports"));
    }

    private byte[] report(String to, String status, String code, String more) {
        return ("{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"" + providerId + "\",\"recipient\":\"" + to.substring(1)
            + "\",\"code\":" + code
            + ",\"status\":\"" + status + "\"" + more + "}").getBytes(UTF_8);
    }

    private void assertApplied(byte[] body) {
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.assertSettled("APPLIED", body);
    }

    private JSONObject batch() {
        HttpResponse<String> answer = desk.getWithKey("/api/batches/" + batch);
        assertEquals(200, answer.statusCode(), answer.body());
        return new JSONObject(answer.body());
    }

    private JSONObject until(Predicate<JSONObject> wanted) {
        for (int i = 0; i < 100; i++) {
            JSONObject now = batch();
            if (wanted.test(now)) {
                return now;
            }
            KeptCallbacks.pause();
        }
        throw new AssertionError("the batch stays " + batch());
    }

    private static JSONObject recipient(JSONObject batch, String number) {
        for (Object each : batch.getJSONArray("recipients")) {
            if (((JSONObject) each).getString("to").equals(number)) {
                return (JSONObject) each;
            }
        }
        throw new AssertionError(number + " is not in " + batch);
    }

    private Document timeline(String number) {
        String shown = number.replaceFirst("(\\+46)(7\\d)(\\d{3})(\\d{2})(\\d{2})", "$1 $2 $3 $4 $5");
        String link = reader.page("/batches/" + batch).select("tbody th a").stream()
            .filter(a -> a.text().replace('\u00a0', ' ').equals(shown)).findFirst().orElseThrow().attr("href");
        return reader.page(link.replaceFirst("^/sms-desk", ""));
    }
}
