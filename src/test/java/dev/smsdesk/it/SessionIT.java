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

@DisplayName("This server's login is needed for every form")
class SessionIT extends ContainerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/send", "/inbound", "/callbacks", "/refusals", "/keys",
        "/connection", "/sandbox"})
    void readingAPageLeadsToTheLoginForm(String path) {
        HttpResponse<String> answer = desk.get(path);
        assertEquals(401, answer.statusCode());
        assertNotNull(Jsoup.parse(answer.body()).selectFirst("form[action$=/login] input[type=password]"));
        assertTrue(answer.headers().firstValue("Content-Security-Policy").isPresent());
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
    }

    @Test
    void afterTheLoginThePageThatWasAskedForIsThere() {
        assertEquals("Messages", new Browser().logIn("viewer", "/batches").selectFirst("h1").text());
        Document home = new Browser().logIn("admin", "/");
        assertEquals("Last 24 hours", home.selectFirst("h1").text());
        assertEquals("admin", home.selectFirst("form.who span").text());
        assertNotNull(home.selectFirst("nav a[href$=/keys]"));
    }

    @Test
    void theSessionHasAnotherIdAfterTheLogin() {
        String given = "JSESSIONID=0123456789ABCDEF0123456789ABCDEF";
        HttpRequest.Builder login = Desk.request("/login").header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Cookie", given);
        HttpResponse<String> answer = desk.send(login.POST(BodyPublishers.ofString("j_username=viewer&j_password=pw-viewer&next=/batches"))
            .build());
        assertEquals(303, answer.statusCode());
        assertFalse(cookie(answer).isEmpty() || cookie(answer).startsWith(given), "the id is new");
        assertEquals(401, desk.send(Desk.request("/batches").header("Cookie", given).build()).statusCode());
        HttpResponse<String> page = desk.send(Desk.request("/batches").header("Cookie", cookie(answer)).build());
        assertEquals("Messages", Jsoup.parse(page.body()).selectFirst("h1").text());
    }

    @Test
    void aWrongPasswordIsAnsweredWithoutSayingMore() {
        HttpResponse<String> answer = new Browser().post("/login", Map.of("j_username", "viewer", "j_password", "wrong"));
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
        Browser anonymous = new Browser();
        HttpResponse<String> answer = anonymous.post("/send",
            Map.of("do", "send", "key", "k", "from", "A", "to", "+46701234567", "text", text,
            "name", "never sent"));
        assertEquals(401, answer.statusCode());
        assertFalse(answer.headers().firstValue("Location").isPresent());
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
        Document page = Jsoup.parse(answer.body());
        assertEquals("Your session has ended", page.selectFirst("h1").text());
        assertEquals(text, page.selectFirst("form[action$=/login] input[type=hidden][name=text]").val());
        HttpResponse<String> form = anonymous.post("/login", Map.of("j_username", "sender", "j_password", "pw-sender", "next", "/send",
            "key", "k", "from", "A", "to", "+46701234567", "text", text, "name", "never sent"));
        assertEquals(200, form.statusCode(), form.body());
        assertEquals("Send a message", Jsoup.parse(form.body()).selectFirst("h1").text());
        assertEquals(text, Jsoup.parse(form.body()).selectFirst("textarea#text").text());
        assertFalse(anonymous.page("/batches").text().contains("never sent"));
    }

    @Test
    void anotherSiteCannotPostInAPersonsName() {
        Browser admin = Browser.of("admin");
        for (String[] header : new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"},
                {"X-Nothing", "said"}}) {
            assertEquals(403, admin.postAs("/connection", "do=pause&reason=forged", header[0], header[1]).statusCode(), header[0]);
        }
        assertFalse(admin.page("/connection").text().contains("forged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/send", "/inbound", "/callbacks", "/callbacks/X", "/refusals", "/keys",
        "/connection", "/sandbox", "/logout", "/health/live", "/health/ready", "/assets/smsdesk.css",
            "/webjars/picocss__pico/2.1.1/css/pico.min.css", "/api/batches", "/api/callbacks",
        "/api/callbacks/sms", "/api/callbacks/conversation", "/api", "/api/callback/sms", "/api/callbacks/sm", "/api/callbacks/sms/",
        "/callbacks/sms", "/sms",
        "/API/callbacks/sms", "/api/v1/callbacks/sms", "/api//callbacks/sms", "/webhook", "/api/callbacks/conversations"})
    void unsignedJsonIsNowhereASuccess(String path) {
        HttpRequest.Builder json = Desk.request(path).header("Content-Type", "application/json");
        HttpResponse<String> answer = desk.send(json.POST(BodyPublishers.ofString("{\"type\":\"mo_text\"}")).build());
        assertTrue(answer.statusCode() >= 400, path + " " + answer.statusCode());
        assertFalse(path.startsWith("/api") && answer.headers().firstValue("Set-Cookie").isPresent(), path);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream().filter(c -> c.startsWith("JSESSIONID=")).findFirst()
            .map(c -> c.substring(0, c.indexOf(';'))).orElse("");
    }
}
