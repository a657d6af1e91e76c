package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Nobody sees a page before he has logged in")
class LoginTest {
    private final PageServer server = PageServer.running().emptied();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/batches/X/recipients/Y", "/send", "/inbound", "/callbacks", "/callbacks/X", "/refusals",
        "/keys", "/connection", "/sandbox", "/send/", "/keys/x", "/send;x=y", "//send", "/./send", "/%73end"})
    void readingLeadsToTheLoginFormWhichIsNoSuccess(String path) {
        HttpResponse<String> answer = Visitor.nobody(server).get(path);
        assertEquals(401, answer.statusCode());
        assertNotNull(Jsoup.parse(answer.body()).selectFirst("form[action=/sms-desk/j_security_check] input[type=password]"));
        assertFalse(answer.body().contains("jsessionid"));
    }

    @Test
    void theLoginLeadsToThePageThatWasAskedFor() {
        Visitor visitor = Visitor.nobody(server);
        visitor.get("/batches?after=01");
        HttpResponse<String> answer = visitor.logIn("viewer", "pw-viewer");
        assertEquals(303, answer.statusCode());
        assertEquals("/sms-desk/batches?after=01", answer.headers().firstValue("Location").orElseThrow());
        assertEquals("Batches", visitor.page("/batches").selectFirst("h1").text());
    }

    @Test
    void alsoToTheHomePage() {
        Visitor visitor = Visitor.nobody(server);
        visitor.get("/");
        assertEquals("/sms-desk/", visitor.logIn("viewer", "pw-viewer").headers().firstValue("Location").orElseThrow());
        assertEquals("Last 24 hours", visitor.page("/").selectFirst("h1").text());
    }

    @Test
    void theSessionHasAnotherIdAfterTheLogin() {
        Visitor visitor = Visitor.nobody(server);
        visitor.get("/batches");
        String before = visitor.sessionId();
        visitor.logIn("viewer", "pw-viewer");
        assertNotNull(before);
        assertNotEquals(before, visitor.sessionId());
    }

    @Test
    void itsCookieIsForNoScriptAndNoOtherSite() {
        String cookie = Visitor.nobody(server).get("/batches").headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.contains("; Path=/sms-desk") && cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"), cookie);
    }

    @Test
    void aFailedLoginSaysSoAndNotWhetherThePersonExists() {
        List<String> pages = List.of("viewer", "nobody-of-this-name").stream().map(name -> {
            Visitor visitor = Visitor.nobody(server);
            visitor.get("/batches");
            HttpResponse<String> answer = visitor.logIn(name, "wrong");
            assertEquals(401, answer.statusCode());
            assertEquals("That did not work. Check name and password.", Jsoup.parse(answer.body()).selectFirst("[role=alert]").text());
            return answer.body();
        }).toList();
        assertEquals(pages.get(0), pages.get(1));
        assertFalse(pages.get(0).contains("wrong"));
    }

    @Test
    void theLoginPageLoadsItsStyleWithoutALogin() {
        Document page = Jsoup.parse(Visitor.nobody(server).get("/batches").body());
        for (String path : page.select("link[href]").eachAttr("href")) {
            assertEquals(200, Visitor.nobody(server).get(path.substring("/sms-desk".length())).statusCode(), path);
        }
    }

    @Test
    void aStaleLoginPageIsAnsweredWithWhatToDo() {
        HttpResponse<String> answer = Visitor.nobody(server).logIn("viewer", "pw-viewer");
        assertEquals(408, answer.statusCode());
        Document page = Jsoup.parse(answer.body());
        assertEquals("This login page was too old", page.selectFirst("h1").text());
        assertNotNull(page.selectFirst("a[href=/sms-desk/]"));
    }

    @Test
    void whoLogsOutIsOutOnTheServerToo() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        String session = visitor.sessionId();
        HttpResponse<String> answer = visitor.post("/logout", Map.of());
        assertEquals(303, answer.statusCode());
        assertEquals("/sms-desk/", answer.headers().firstValue("Location").orElseThrow());
        Visitor thief = Visitor.nobody(server);
        assertEquals(401, thief.send(thief.request("/batches").header("Cookie", "JSESSIONID=" + session).build()).statusCode());
    }

    @Test
    void loggingOutTakesAPost() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        assertEquals(303, visitor.get("/logout").statusCode());
        assertEquals(200, visitor.get("/batches").statusCode());
    }

    @Test
    void howeverBusyASessionIsItEndsAfterTwelveHours() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        server.clock.pass(Duration.ofHours(11).plusMinutes(59));
        assertEquals(200, visitor.get("/batches").statusCode());
        server.clock.pass(Duration.ofMinutes(2));
        assertEquals(401, visitor.get("/batches").statusCode());
        assertEquals("/sms-desk/batches", visitor.logIn("viewer", "pw-viewer").headers().firstValue("Location").orElseThrow());
    }
}
