package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An admin sets up the webhook from the page, and callbacks that are signed with its new secret are accepted")
class WebhookSetupIT extends ContainerTest {
    private static final String NUMBER = "+46701234567";
    private final Browser admin = Browser.of("admin");

    private Document pressed(String button) {
        HttpResponse<String> page = admin.follow(admin.post("/connection", Map.of("do", button)));
        assertEquals(200, page.statusCode(), page.body());
        return Jsoup.parse(page.body());
    }

    /** Of an earlier run on the same database. */
    private void removeEnteredSecrets() {
        for (String id : admin.page("/secrets").select("input[name=id]").eachAttr("value")) {
            assertEquals(303, admin.post("/secrets", Map.of("do", "remove", "id", id, "confirmed", "yes")).statusCode());
        }
    }

    @Test
    void fromTheCredentialsToTheFirstDeliveredMessage() {
        removeEnteredSecrets();
        assertEquals(List.of("Works", "Works"), pressed("check").select(".answer .badge").eachText());
        assertEquals("Ours", pressed("webhooks").selectFirst("table.rows tbody .badge").text());
        String done = pressed("setup").selectFirst(".answer").text();
        assertTrue(done.startsWith("The webhook is set up The webhook was corrected at Sinch, and has a new secret."), done);
        assertTrue(done.contains("Self-test: It arrived unchanged"), done);
        String batch = sent();
        for (int i = 0; i < 100 && !state(batch).equals("DELIVERED"); i++) {
            KeptCallbacks.pause();
        }
        assertEquals("DELIVERED", state(batch));
        String again = pressed("setup").selectFirst(".answer").text();
        assertTrue(again.startsWith("The webhook was not set up A next secret is entered already."), again);
    }

    private String sent() {
        HttpResponse<String> answer = desk.postWithKey("/api/batches", new JSONObject().put("from", "+46700000000")
            .put("to", new JSONArray(List.of(NUMBER))).put("text", "set up from a page").put("via", "conversation"));
        assertEquals(202, answer.statusCode(), answer.body());
        return new JSONObject(answer.body()).getString("id");
    }

    private String state(String batch) {
        HttpResponse<String> answer = desk.getWithKey("/api/batches/" + batch);
        return new JSONObject(answer.body()).getJSONArray("recipients").getJSONObject(0).getString("state");
    }
}
