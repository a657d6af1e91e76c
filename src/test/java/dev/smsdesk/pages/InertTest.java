package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text from outside is shown and never executed")
class InertTest {
    private static final String TAG = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>${1+1}#{2+2}</textarea></title>&amp;";
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor admin = Visitor.loggedIn(server, "admin");

    @Test
    void inTextAndNameOfABatch() {
        String batch = stock.batch("MyShop", TAG, TAG, "+46701234567");
        String recipient = server.messages.recipients(batch, null, 1).items().get(0).getId();
        assertEquals(TAG, admin.page("/batches/" + batch).selectFirst(".bubble").wholeText());
        for (String path : List.of("/", "/batches", "/batches/" + batch, "/batches/" + batch + "/recipients/" + recipient)) {
            shown(admin.page(path), path);
        }
    }

    @Test
    void inWhatAnOperatorReports() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        stock.report(batch, "46701234567", TAG.substring(0, 60), 402, TAG);
        stock.report(batch, "46701234567", "Failed", 402, TAG);
        stock.report(batch, "46709999999", TAG.substring(0, 60), 402, TAG);
        stock.unsure(batch, TAG);
        String recipient = server.messages.recipients(batch, null, 1).items().get(0).getId();
        shown(admin.page("/batches/" + batch), "batch");
        shown(admin.page("/batches/" + batch + "/recipients/" + recipient), "timeline");
    }

    @Test
    void inAnInboundMessage() {
        stock.inbound(TAG.substring(0, 60), TAG);
        shown(admin.page("/inbound"), "inbound");
        assertEquals(TAG, admin.page("/inbound").selectFirst(".bubble").wholeText());
    }

    @Test
    void inACallback() {
        String id = stock.callback("SHELVED", TAG, TAG, 1);
        shown(admin.page("/callbacks"), "callbacks");
        Document one = admin.page("/callbacks/" + id);
        shown(one, "callback");
        assertEquals(TAG, one.selectFirst("pre.raw code").wholeText());
    }

    @Test
    void inARefusalAndItsFinding() {
        String id = stock.refusal("MISMATCH", "UNEXPLAINED", TAG, TAG.substring(0, 39));
        shown(admin.page("/refusals"), "refusals");
        Document one = admin.page("/refusals/" + id);
        shown(one, "refusal");
        assertEquals("It fits none of our secrets in any form that was tried" + TAG + ".", one.selectFirst(".finding p").wholeText());
        assertEquals(TAG.substring(0, 39), one.selectFirst("dt:contains(Algorithm) + dd").wholeText());
    }

    @Test
    void inACallbackThatIsPastedToTheDoctor() {
        Document page = admin.post("/doctor", Map.of("headers", "x-sinch-webhook-signature-algorithm: " + TAG + "\n" + TAG + ": " + TAG,
            "body", TAG, "secret", TAG, "family", TAG, "form", TAG), 200);
        shown(page, "doctor");
        assertEquals(TAG, Visitor.typed(page, "body"));
        assertEquals("", page.selectFirst("#secret").val());
    }

    @Test
    void inTheFormAndTheCheckOfTheSendPage() {
        shown(admin.post("/send", Map.of("do", "check", "key", TAG, "from", TAG, "to", TAG, "text", TAG, "name", TAG), 422), "form");
        shown(admin.followed("/send", Map.of("key", "k", "from", "MyShop", "to", "+46701234567", "text", TAG, "name", TAG)), "check");
    }

    @Test
    void inTheNameOfAKeyAndTheReasonOfAPause() {
        admin.post("/keys", Map.of("name", TAG.substring(0, 90), "role", "VIEWER"));
        admin.post("/connection", Map.of("do", "pause", "reason", TAG));
        shown(admin.page("/keys"), "keys");
        shown(admin.page("/connection"), "connection");
    }

    @Test
    void inAParameterOfAList() {
        String evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E'%20or%201=1--%20";
        for (String path : List.of("/batches?after=", "/inbound?after=", "/refusals?after=", "/callbacks?after=", "/callbacks?state=",
            "/callbacks?state=PARKED&after=")) {
            HttpResponse<String> answer = admin.get(path + evil);
            assertEquals(path.endsWith("after=") ? 404 : 200, answer.statusCode(), path);
            assertEquals(0, Jsoup.parse(answer.body()).select("script").size(), path);
        }
    }

    /** The text is there as text, and nothing of it became an element or was evaluated. */
    private static void shown(Document page, String where) {
        assertEquals(0, page.select("script, img[src=x], [onerror], [style]").size(), where);
        String text = page.text() + page.select("input").eachAttr("value") + page.select("textarea").eachText();
        assertTrue(text.contains("<script>alert(1)</script>"), where);
        assertFalse(text.contains("}4") || page.html().contains(">2#{"), where);
        for (Element element : page.getAllElements()) {
            element.attributes().forEach(attribute -> assertFalse(attribute.getKey().startsWith("on"), where + " " + element.tagName()));
        }
    }
}
