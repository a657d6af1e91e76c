package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A session that ends during typing sends nothing and loses nothing")
class SessionEndedTest {
    private static final String TYPED = "Hello <script>alert(1)</script> & \"you\"\nå, 😀";
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");

    @Test
    void aSmallFormComesBackAsText() {
        comesBack(TYPED);
    }

    @Test
    void soDoesOneThatContainersDoNotSave() {
        comesBack("\nLong text, 0123456789 ".repeat(300).strip());
    }

    @Test
    void whatWasTypedStandsInTheFormAgainAfterTheLoginAndNothingIsSent() {
        sender.forgetSession();
        HttpResponse<String> wrong = sender.logInOn(post(TYPED), "sender", "wrong");
        assertEquals(401, wrong.statusCode());
        assertEquals("That did not work. Check name and password.", Jsoup.parse(wrong.body()).selectFirst("[role=alert]").text());
        HttpResponse<String> login = sender.logInOn(wrong, "sender", "pw-sender");
        inTheForm(login);
        inTheForm(sender.logInOn(wrong, "sender", "pw-sender"));   // a double click, or the page loaded again
        assertEquals(0, server.count("batch"));
        assertEquals("", Visitor.typed(sender.page("/send"), "text"));
    }

    private static void inTheForm(HttpResponse<String> login) {
        assertEquals(200, login.statusCode(), login.body());
        Document form = Jsoup.parse(login.body());
        assertEquals("Send a message", form.selectFirst("h1").text());
        assertEquals(TYPED, Visitor.typed(form, "text"));
        assertEquals("+46701234567\n+46702345678", Visitor.typed(form, "to"));
        assertEquals("MyShop", form.selectFirst("#from").val());
        assertEquals("Tuesday", form.selectFirst("#name").val());
        assertEquals("k1", form.selectFirst("input[name=key]").val());
        assertTrue(form.selectFirst("#allow_unassigned").hasAttr("checked"));
        assertNotNull(form.selectFirst("form[action=/sms-desk/send] button[value=check]"));
    }

    @Test
    void aPersonWhoMayNotSendIsToldSoAfterTheLogin() {
        sender.forgetSession();
        HttpResponse<String> login = sender.logInOn(post("Hello"), "viewer", "pw-viewer");
        assertEquals("/sms-desk/send", login.headers().firstValue("Location").orElseThrow());
        assertEquals(403, sender.get("/send").statusCode());
    }

    @Test
    void alsoWhatWasTypedIntoTheSandbox() {
        Visitor anonymous = Visitor.anonymous(server);
        Document page = Jsoup.parse(anonymous.post("/sandbox",
            Map.of("action", "inbound", "from", "46701", "to", "46702", "text", "Hi <b>"))
            .body());
        assertEquals("Hi <b>", page.selectFirst("input[type=hidden][name=text]").val());
        assertEquals("/sandbox", page.selectFirst("input[name=next]").val());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/doctor", "/secrets", "/keys", "/connection", "/replay", "/batches/X", "/logout"})
    void noOtherFormsFieldsComeBack(String path) {
        HttpResponse<String> answer = Visitor.anonymous(server)
            .post(path, Map.of("secret", "s3cret", "body", "pasted", "headers", "pasted", "name", "pasted", "text", "pasted", "key",
            "pasted"));
        assertEquals(401, answer.statusCode());
        assertFalse(answer.body().contains("s3cret") || answer.body().contains("pasted"), answer.body());
        assertEquals(List.of("next"), Jsoup.parse(answer.body()).select("input[type=hidden]").eachAttr("name"));
    }

    @Test
    void neitherDoFieldsThatTheFormDoesNotHave() {
        Document page = Jsoup.parse(Visitor.anonymous(server)
            .post("/send", Map.of("text", "Hello", "secret", "s3cret", "j_password", "s3cret", "token", "s3cret", "do", "send")).body());
        assertEquals(List.of("next", "text"), page.select("input[type=hidden]").eachAttr("name"));
    }

    @Test
    void aLinkPutsNothingIntoTheForm() {
        Document page = Jsoup.parse(Visitor.anonymous(server).get("/login?next=/send&text=Hello&to=%2B4670").body());
        assertEquals(List.of("next"), page.select("input[type=hidden]").eachAttr("name"));
        assertEquals("", Visitor.typed(sender.page("/send?text=Hello"), "text"));
    }

    @Test
    void afterTwelveHoursItIsTheSame() {
        server.clock.pass(Duration.ofHours(13));
        Document page = Jsoup.parse(post("Hello").body());
        assertEquals("Your session has ended", page.selectFirst("h1").text());
        assertEquals("Hello", page.selectFirst("input[type=hidden][name=text]").val());
        assertEquals(0, server.count("batch"));
    }

    @Test
    void anotherFormOnlySaysThatNothingWasChanged() {
        sender.forgetSession();
        HttpResponse<String> answer = sender.post("/connection", Map.of("do", "pause", "reason", "x"));
        assertEquals(401, answer.statusCode());
        Document page = Jsoup.parse(answer.body());
        assertEquals("Nothing was sent and nothing was changed. Log in, then do it again.", page.selectFirst("[role=alert]").text());
        assertNull(page.selectFirst("textarea"));
        assertEquals(0, server.count("sending_hold"));
    }

    private void comesBack(String text) {
        sender.forgetSession();
        HttpResponse<String> answer = post(text);
        assertEquals(401, answer.statusCode());
        assertFalse(answer.headers().firstValue("Location").isPresent());
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent(), "nothing is kept for later");
        Document page = Jsoup.parse(answer.body());
        assertTrue(page.selectFirst("[role=alert]").text().startsWith("Nothing was sent"));
        assertEquals("Your session has ended", page.selectFirst("h1").text());
        Map<String, String> hidden = new LinkedHashMap<>();
        page.select("form[action=/sms-desk/login] input[type=hidden]")
            .forEach(field -> hidden.put(field.attr("name"), field.attr("value").replace("\r\n", "\n")));
        assertEquals(Map.of("next", "/send", "key", "k1", "from", "MyShop", "name", "Tuesday", "allow_unassigned", "true", "to",
            "+46701234567\n+46702345678", "text", text), hidden);
        assertNull(page.selectFirst("script"));
        assertEquals(0, server.count("batch"));
    }

    private HttpResponse<String> post(String text) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("do", "send", "key", "k1", "from", "MyShop", "name", "Tuesday",
            "allow_unassigned", "true"));
        form.put("to", "+46701234567\r\n+46702345678");
        form.put("text", text.replace("\n", "\r\n"));
        return sender.post("/send", form);
    }
}
