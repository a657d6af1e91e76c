package dev.smsdesk.pages.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.smsdesk.account.Channel;
import dev.smsdesk.it.SinchSignature;
import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Visitor;
import dev.smsdesk.sinch.signature.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.catalina.LifecycleException;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("The doctor shows one cause and one fix for a pasted callback, stores nothing, shows no secret and limits guesses")
class DoctorPageTest {
    private static final String LIVE = "the secret of today";
    private static final String TYPED = "tYpEd-<i>-value&";
    private static final String BODY = "{\n  \"type\": \"mo_text\",\n  \"body\": \"between the two of us\"\n}";
    private static PageServer server;
    private Visitor admin;

    @BeforeAll
    static void start() {
        server = PageServer.alone();
        server.clock.set(server.clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));   // as signatures say it
        server.trust.ring().set(Channel.SMS, List.of(Secret.of("SINCH_WEBHOOK_SECRET", LIVE)));
    }

    @AfterAll
    static void stop() throws LifecycleException {
        server.stop();
    }

    @BeforeEach
    void rested() {
        server.clock.pass(Duration.ofMinutes(2));   // until which all may be looked at again
        admin = Visitor.loggedIn(server, "admin");
    }

    @Test
    void aGenuineOneAndNothingOfItIsKept() {
        String before = withoutAudit();
        Document page = ask(LIVE, BODY, Duration.ZERO, "");
        assertEquals("Cause: The signature is right: made with SINCH_WEBHOOK_SECRET.", cause(page));
        assertNotNull(page.selectFirst(".summary.well"));
        assertFalse(page.html().contains(LIVE));
        assertEquals(before, withoutAudit());
        assertEquals("sms, GENUINE",
            server.database.text("select detail from audit_entry where what = 'callback checked' order by id desc limit 1"));
        assertFalse(server.database.everything().contains("between the two of us"));
    }

    @Test
    void aGenuineOneThatWouldNotBeBelievedNowSaysSo() {
        Document old = ask(LIVE, BODY, Duration.ofHours(49), "");
        assertEquals("Cause: The signature is right: made with SINCH_WEBHOOK_SECRET 49 h 0 min ago. If it came now, it would be refused "
            + "as too old.", cause(old));
        assertNull(old.selectFirst(".summary.well"));
        Document ahead = ask(LIVE, BODY, Duration.ofHours(-2), "");
        assertEquals("Cause: The signature is right: made with SINCH_WEBHOOK_SECRET 2 h 0 min in the future. If it came now, it would be "
            + "answered 503.", cause(ahead));
        assertNull(ahead.selectFirst(".summary.well"));
    }

    @Test
    void headersInAnyNotationAreReadAndWhereNoneIsReadThatIsSaid() {
        Map<String, String> form = form(LIVE, BODY, Duration.ZERO, "");
        String lines = form.get("headers");
        form.put("headers", "{" + lines.replaceAll("-H '(.*): (.*)'", "\"$1\":[\"$2\"],").replaceFirst(",$", "") + "}");
        assertEquals("Cause: The signature is right: made with SINCH_WEBHOOK_SECRET.", cause(admin.post("/doctor", form, 200)));
        form.put("headers", lines.replaceAll("-H '(.*): (.*)'", "-H '$1: $2, $2'"));
        assertEquals("Cause: A signature header came more than once: x-sinch-webhook-signature, x-sinch-webhook-signature-algorithm, "
            + "x-sinch-webhook-signature-nonce, "
            + "x-sinch-webhook-signature-timestamp.", cause(admin.post("/doctor", form, 200)));
        for (String none : List.of("", "Host: desk.example\nContent-Type: application/json", "not a header in sight")) {
            form.put("headers", none);
            assertEquals("Cause: No signature header could be read from the pasted text.", cause(admin.post("/doctor", form, 200)));
        }
    }

    @Test
    void theLineEndsThatATextFieldTakesAwayAreGivenBack() {
        Document page = ask(LIVE, BODY.replace("\n", "\r\n"), Duration.ZERO, "");
        assertEquals("Cause: The signature is right: made with SINCH_WEBHOOK_SECRET.", cause(page));
        assertTrue(page.selectFirst(".summary").text().contains("Its line ends are CRLF."));
        assertEquals("Cause: It was signed with the secret that you typed in.",
            cause(ask(TYPED, BODY.replace("\n", "\r\n"), Duration.ZERO, TYPED)));
    }

    @Test
    void aTypedSecretFitsABodyThatWasChangedToo() {
        Map<String, String> form = form(TYPED, BODY, Duration.ZERO, TYPED);
        form.put("body", BODY + " ");
        Document page = admin.post("/doctor", form, 200);
        assertEquals("Cause: The body was re-serialised on the way: a blank or line end was added at its end.", cause(page));
        assertTrue(page.selectFirst(".summary").text().contains("This holds for the secret that you typed. No active secret matches."));
    }

    @Test
    void theSecretsStayOutOfPageLogAndDatabaseForEveryAnswer() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger desk = (Logger) LoggerFactory.getLogger("dev.smsdesk");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        desk.setLevel(Level.ALL);
        try {
            assertSilent(ask(TYPED, BODY, Duration.ZERO, TYPED));
            assertSilent(ask(TYPED, BODY, Duration.ZERO, TYPED + " "));
            assertSilent(ask("another", BODY, Duration.ZERO, TYPED));
            assertSilent(ask(LIVE + " ", BODY, Duration.ZERO, TYPED));
            Map<String, String> unreadable = form(TYPED, BODY, Duration.ZERO, TYPED);
            unreadable.put("form", "HEX");
            assertSilent(admin.post("/doctor", unreadable, 422));
            assertSilent(admin.post("/doctor", form(TYPED, BODY, Duration.ZERO, TYPED.repeat(100)), 422));
            for (int i = 0; i < 4; i++) {
                ask(LIVE, BODY, Duration.ZERO, TYPED);
            }
            assertSilent(admin.post("/doctor", form(TYPED, BODY, Duration.ZERO, TYPED), 429));
        } finally {
            root.detachAppender(log);
            desk.setLevel(null);
        }
        String said = log.list.stream().map(event -> event.getFormattedMessage() + " " + event.getThrowableProxy())
            .collect(Collectors.joining("\n")) + server.database.everything();
        assertFalse(said.contains("tYpEd") || said.contains(LIVE), said);
    }

    private static void assertSilent(Document page) {
        assertFalse(page.html().contains("tYpEd"), page.html());
        assertFalse(page.html().contains(LIVE));
        assertEquals("", page.selectFirst("#secret").val());
    }

    @Test
    void theEleventhInARowWaits() {
        for (int i = 0; i < 10; i++) {
            ask("guess " + i, BODY, Duration.ZERO, "");
        }
        long looks = server.count("audit_entry where what = 'callback checked'");
        HttpResponse<String> answer = admin.post("/doctor", form(LIVE, BODY, Duration.ZERO, ""));
        assertEquals(429, answer.statusCode());
        assertEquals("6", answer.headers().firstValue("Retry-After").orElseThrow());
        Document page = admin.post("/doctor", form(LIVE, BODY, Duration.ZERO, ""), 429);
        assertEquals("That was looked at too often. Try again in 6 seconds.", page.selectFirst("[role=alert]").text());
        assertEquals(BODY, Visitor.typed(page, "body"), "what was pasted is not lost");
        assertFalse(page.text().contains("The signature is right"));
        assertEquals(looks, server.count("audit_entry where what = 'callback checked'"));
        server.clock.pass(Duration.ofSeconds(6));
        assertEquals(200, admin.post("/doctor", form(LIVE, BODY, Duration.ZERO, "")).statusCode());
        assertEquals(429, admin.post("/doctor", form(LIVE, BODY, Duration.ZERO, "")).statusCode());
    }

    @Test
    void moreThanOneMebibyteIsRefusedWithASentence() {
        String before = server.database.everything();
        for (String form : List.of("TEXT", "BASE64")) {
            String large = "x".repeat((1 << 20) + 1);
            Map<String, String> fields = form(LIVE, BODY, Duration.ZERO, "");
            fields.put("form", form);
            fields.put("body", form.equals("TEXT") ? large : Base64.getEncoder().encodeToString(large.getBytes(UTF_8)));
            Document page = admin.post("/doctor", fields, 422);
            assertEquals("The body is not written as " + form.toLowerCase(Locale.ROOT) + ", or has more than 1 MiB.",
                page.selectFirst("[role=alert]").text());
        }
        assertEquals(before, server.database.everything());
        assertEquals("Cause: The signature is right: made with SINCH_WEBHOOK_SECRET.",
            cause(ask(LIVE, "x".repeat(1 << 20), Duration.ZERO, "")), "one mebibyte is not too much");
    }

    @Test
    void onlyAnAdminMayAsk() {
        for (String person : List.of("viewer", "sender")) {
            Visitor visitor = Visitor.loggedIn(server, person);
            long looks = server.count("audit_entry where what = 'callback checked'");
            assertEquals(403, visitor.get("/doctor").statusCode());
            HttpResponse<String> answer = visitor.post("/doctor", form(LIVE, BODY, Duration.ZERO, ""));
            assertEquals(403, answer.statusCode());
            assertFalse(answer.body().contains("The signature is right"));
            assertEquals(looks, server.count("audit_entry where what = 'callback checked'"));
            assertNull(visitor.page("/refusals").selectFirst("a[href=/sms-desk/doctor]"));
        }
        assertEquals(401, Visitor.anonymous(server).post("/doctor", form(LIVE, BODY, Duration.ZERO, "")).statusCode());
    }

    @Test
    void noOtherSiteAsksThroughAnAdminsBrowser() {
        String before = server.database.everything();
        assertEquals(403, admin.send(admin.form("/doctor", form(LIVE, BODY, Duration.ZERO, "")).header("Sec-Fetch-Site", "cross-site")
            .build()).statusCode());
        assertEquals(403, admin.send(admin.form("/doctor", form(LIVE, BODY, Duration.ZERO, "")).header("Origin", "https://evil.example")
            .build()).statusCode());
        assertEquals(before, server.database.everything());
    }

    @Test
    void whereNoSecretIsSetItSaysSo() {
        Map<String, String> fields = form(LIVE, BODY, Duration.ZERO, "");
        fields.put("family", "CONVERSATION");
        assertTrue(cause(admin.post("/doctor", fields, 200))
            .startsWith("Cause: It was signed with a secret of the other path: SINCH_WEBHOOK_SECRET"));
        fields.putAll(Map.of("headers", headers("another", BODY, Duration.ZERO)));
        assertEquals("Cause: No secret is set for this path, so nothing can be verified.", cause(admin.post("/doctor", fields, 200)));
    }

    private Document ask(String secret, String body, Duration age, String typed) {
        return admin.post("/doctor", form(secret, body, age, typed), 200);
    }

    private static Map<String, String> form(String secret, String body, Duration age, String typed) {
        return new HashMap<>(Map.of("family", "SMS", "form", "TEXT", "headers", headers(secret, body, age), "body", body, "secret", typed));
    }

    /** As curl would send them, signed by this test itself. */
    private static String headers(String secret, String body, Duration age) {
        Instant at = server.clock.instant().minus(age);
        return new SinchSignature(secret).headers(body.getBytes(UTF_8), "01NONCE", at).entrySet().stream()
            .map(header -> "-H '" + header.getKey() + ": " + header.getValue() + "'").collect(Collectors.joining("\n"));
    }

    private static String cause(Document page) {
        return page.selectFirst(".summary p").text();
    }

    /** All that is stored but who asked. */
    /** The audit entry of the check, and the mark of its commit, are to be there. */
    private static String withoutAudit() {
        return server.database.everything().lines().filter(line -> !line.startsWith("audit_entry ") && !line.startsWith("commit_mark "))
            .collect(Collectors.joining("\n"));
    }
}
