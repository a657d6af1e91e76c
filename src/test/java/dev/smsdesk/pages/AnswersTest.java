package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every answer has its security headers, and an error page says what to do")
class AnswersTest {
    private final PageServer server = PageServer.running().emptied();

    @Test
    void everyPageComesWithAStrictPolicyAlsoLoginAndError() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        for (HttpResponse<String> answer : List.of(viewer.get("/"), viewer.get("/batches"), Visitor.anonymous(server).get("/batches"),
            Visitor.anonymous(server).get("/nothing"), viewer.get("/keys"))) {
            String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            for (String part : List.of("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'", "form-action 'self'")) {
                assertTrue(policy.contains(part), policy);
            }
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
            assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
            assertEquals("same-origin", answer.headers().firstValue("Referrer-Policy").orElseThrow());
            assertEquals("max-age=31536000", answer.headers().firstValue("Strict-Transport-Security").orElseThrow(),
                "as SMSDESK_PUBLIC_URL is https");
        }
    }

    @Test
    void whatNeverChangesMayBeKept() {
        Visitor visitor = Visitor.anonymous(server);
        assertEquals("public, max-age=31536000, immutable",
            visitor.get("/webjars/picocss__pico/2.1.1/css/pico.min.css").headers().firstValue("Cache-Control").orElseThrow());
        assertEquals("public, max-age=600", visitor.get("/assets/smsdesk.css").headers().firstValue("Cache-Control").orElseThrow());
        assertEquals("no-store", visitor.get("/assets/nothing.css").headers().firstValue("Cache-Control").orElseThrow());
    }

    @Test
    void aPageNeedsNoScriptAndSaysItsLanguage() {
        Visitor admin = Visitor.loggedIn(server, "admin");
        for (String path : List.of("/", "/batches", "/send", "/inbound", "/callbacks", "/refusals", "/keys", "/connection")) {
            Document page = admin.page(path);
            assertEquals("en", page.selectFirst("html").attr("lang"));
            assertNotNull(page.selectFirst("meta[name=viewport]"));
            assertEquals("#main", page.selectFirst("a.skip").attr("href"));
            assertEquals(1, page.select("main#main").size(), path);
            assertEquals(1, page.select("h1").size(), path);
            assertEquals(0, page.select("script, style, [style]").size(), path);
            page.select("input:not([type=hidden]), textarea, select").forEach(field ->
                assertEquals(1, page.select("label[for=" + field.id() + "]").size(), path + " " + field.id()));
            assertEquals(page.select("[id]").size(), page.select("[id]").eachAttr("id").stream().distinct().count(), path);
        }
    }

    @Test
    void anUnknownPathIsAPlainPage() {
        HttpResponse<String> answer = Visitor.anonymous(server).get("/nothing/here?" + "x".repeat(5000));
        assertEquals(404, answer.statusCode());
        assertEquals("Nothing here", Jsoup.parse(answer.body()).selectFirst("h1").text());
        assertFalse(answer.body().contains("Tomcat"));
    }

    @Test
    void aMethodThatAPageDoesNotTakeIsAPlainPage() {
        Visitor admin = Visitor.loggedIn(server, "admin");
        HttpResponse<String> answer = admin.send(admin.request("/batches")
            .header("Sec-Fetch-Site", "same-origin").PUT(BodyPublishers.ofString("x")).build());
        assertEquals(405, answer.statusCode());
        assertFalse(answer.body().contains("Tomcat"));
    }

    @Test
    void aFaultOfTheDatabaseIsAPageWithAReferenceAndNothingElse() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        server.database.run("alter table inbound rename to inbound_away");
        try {
            HttpResponse<String> answer = viewer.get("/inbound");
            assertEquals(500, answer.statusCode());
            assertTrue(answer.headers().firstValue("Retry-After").isEmpty(), "a table that is missing does not come back in five seconds");
            assertTrue(answer.body().contains("The database refused this request, and trying again does not help."), answer.body());
            assertTrue(Jsoup.parse(answer.body()).selectFirst("code").text().matches("[0-9a-f-]{36}"));
            assertFalse(answer.body().toLowerCase(java.util.Locale.ROOT).contains("inbound"), answer.body());
            assertFalse(answer.body().contains("dev.smsdesk") || answer.body().contains("Exception"), answer.body());
        } finally {
            server.database.run("alter table inbound_away rename to inbound");
        }
    }

    @Test
    void aFaultInTheMiddleOfAPageStillBecomesAnErrorPage() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        server.database.run("alter table sending_hold rename to sending_hold_away");
        try {
            HttpResponse<String> answer = viewer.get("/batches");
            assertEquals(500, answer.statusCode());
            assertEquals(1, Jsoup.parse(answer.body()).select("html").size());
            assertEquals("The database refused this", Jsoup.parse(answer.body()).selectFirst("h1").text());
            assertFalse(answer.body().contains("<h1>Messages"));
        } finally {
            server.database.run("alter table sending_hold_away rename to sending_hold");
        }
    }
}
