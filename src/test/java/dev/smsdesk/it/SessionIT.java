package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("This server's login lets people in, and nothing that was posted without it")
class SessionIT extends ContainerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/send", "/inbound", "/callbacks", "/refusals", "/keys", "/connection", "/sandbox"})
    void readingAPageLeadsToTheLoginForm(String path) {
        HttpResponse<String> answer = desk.get(path);
        assertEquals(401, answer.statusCode());
        assertNotNull(Jsoup.parse(answer.body()).selectFirst("form[action$=/j_security_check] input[type=password]"));
        assertTrue(answer.headers().firstValue("Content-Security-Policy").isPresent());
    }

    @Test
    void theSessionHasAnotherIdAfterTheLogin() {
        String before = cookie(desk.get("/batches"));
        HttpRequest.Builder login = Desk.request("/j_security_check").header("Content-Type", "application/x-www-form-urlencoded").header("Cookie", before);
        HttpResponse<String> answer = desk.send(login.POST(BodyPublishers.ofString("j_username=viewer&j_password=pw-viewer")).build());
        assertEquals(3, answer.statusCode() / 100);
        HttpResponse<String> stolen = desk.send(Desk.request("/batches").header("Cookie", before).build());
        assertTrue(stolen.statusCode() == 401 || !cookie(stolen).equals(before), "the id from before the login opens nothing");
    }

    @Test
    void aWrongPasswordIsAnsweredWithoutSayingMore() {
        Browser nobody = new Browser();
        nobody.get("/batches");
        HttpResponse<String> answer = nobody.post("/j_security_check", Map.of("j_username", "viewer", "j_password", "wrong"));
        assertEquals(401, answer.statusCode());
        assertEquals("That did not work. Check name and password.", Jsoup.parse(answer.body()).selectFirst("[role=alert]").text());
    }

    @Test
    void whoLogsOutIsOut() {
        Browser viewer = Browser.of("viewer");
        assertEquals(303, viewer.post("/logout", Map.of()).statusCode());
        assertEquals(401, viewer.get("/batches").statusCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 6000})
    void aFormPostedAfterTheSessionEndedComesBackAndIsNeverSent(int length) {
        String text = "å".repeat(length);
        Browser nobody = new Browser();
        HttpResponse<String> answer = nobody.post("/send", Map.of("do", "send", "key", "k", "from", "A", "to", "+46701234567", "text", text, "name", "never sent"));
        assertEquals(401, answer.statusCode());
        assertFalse(answer.headers().firstValue("Location").isPresent());
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
        Document page = Jsoup.parse(answer.body());
        assertEquals("Your session has ended", page.selectFirst("h1").text());
        assertEquals(text, page.selectFirst("textarea#text").text());
        nobody.logIn("sender", "/send");
        assertFalse(nobody.page("/batches").text().contains("never sent"));
    }

    @Test
    void anotherSiteCannotPostInAPersonsName() {
        Browser admin = Browser.of("admin");
        for (String[] header : new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"X-Nothing", "said"}}) {
            assertEquals(403, admin.postAs("/connection", "do=pause&reason=forged", header[0], header[1]).statusCode(), header[0]);
        }
        assertFalse(admin.page("/connection").text().contains("forged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/send", "/inbound", "/callbacks", "/callbacks/X", "/refusals", "/keys", "/connection", "/sandbox",
        "/logout", "/health/live", "/health/ready", "/assets/smsdesk.css", "/webjars/picocss__pico/2.1.1/css/pico.min.css", "/api/batches", "/api/callbacks",
        "/api/callbacks/sms", "/api/callbacks/conversation", "/api", "/api/callback/sms", "/api/callbacks/sm", "/api/callbacks/sms/", "/callbacks/sms", "/sms",
        "/API/callbacks/sms", "/api/v1/callbacks/sms", "/api//callbacks/sms", "/webhook", "/api/callbacks/conversations"})
    void unsignedJsonIsNowhereASuccess(String path) {
        HttpRequest.Builder json = Desk.request(path).header("Content-Type", "application/json");
        HttpResponse<String> answer = desk.send(json.POST(BodyPublishers.ofString("{\"type\":\"mo_text\"}")).build());
        assertTrue(answer.statusCode() >= 400, path + " " + answer.statusCode());
        assertFalse(path.startsWith("/api") && answer.headers().firstValue("Set-Cookie").isPresent(), path);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").map(c -> c.substring(0, c.indexOf(';'))).orElse("");
    }
}
