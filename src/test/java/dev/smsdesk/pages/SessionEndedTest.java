package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A session that ended while somebody typed sends nothing and loses nothing")
class SessionEndedTest {
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");

    @Test
    void aSmallFormComesBackAsText() {
        comesBack("Hello <script>alert(1)</script> & \"you\"\nå, 😀");
    }

    @Test
    void soDoesOneThatContainersDoNotSave() {
        comesBack("\nLong text, 0123456789 ".repeat(300).strip());
    }

    @Test
    void theLoginThatFollowsReplaysNothing() {
        sender.forgetSession();
        post("Hello");
        assertEquals(401, sender.get("/send").statusCode());
        HttpResponse<String> login = sender.logIn("sender", "pw-sender");
        assertEquals("/sms-desk/send", login.headers().firstValue("Location").orElseThrow());
        assertEquals("", sender.page("/send").selectFirst("#text").text());
        assertEquals(0, server.count("batch"));
    }

    @Test
    void afterTwelveHoursItIsTheSame() {
        server.clock.pass(Duration.ofHours(13));
        Document page = Jsoup.parse(post("Hello").body());
        assertEquals("Your session has ended", page.selectFirst("h1").text());
        assertEquals("Hello", Visitor.typed(page, "text"));
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
        assertEquals(text, Visitor.typed(page, "text"));
        assertEquals("+46701234567\n+46702345678", Visitor.typed(page, "to"));
        assertEquals("MyShop", page.selectFirst("#from").val());
        assertEquals("Tuesday", page.selectFirst("#name").val());
        assertNotNull(page.selectFirst("a[href=/sms-desk/send]"));
        assertNull(page.selectFirst("script"));
        assertEquals(0, server.count("batch"));
    }

    private HttpResponse<String> post(String text) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("do", "send", "key", "k1", "from", "MyShop", "name", "Tuesday"));
        form.put("to", "+46701234567\r\n+46702345678");
        form.put("text", text.replace("\n", "\r\n"));
        return sender.post("/send", form);
    }
}
