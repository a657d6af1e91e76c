package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every path refuses an unsigned callback: no answer is 2xx or a redirect, and no session begins")
class ClosedDoorsIT extends ContainerTest {
    private final KeptCallbacks kept = new KeptCallbacks();
    private final byte[] body = RefusalRecords.unique(
        "{\"type\":\"mo_text\",\"id\":\"DOOR\",\"from\":\"46701239500\",\"to\":\"1\",\"body\":\"x\"}");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/01K9AAAAAAAAAAAAAAAAAAAAAA", "/send", "/inbound", "/callbacks",
        "/callbacks/01K9AAAAAAAAAAAAAAAAAAAAAA", "/refusals", "/keys", "/connection", "/login", "/logout", "/sandbox", "/j_security_check",
            "/health/live", "/health/ready", "/assets/smsdesk.css", "/assets/desk.svg",
        "/webjars/picocss__pico/2.1.1/css/pico.min.css", "/WEB-INF/web.xml", "/WEB-INF/jsp/login.jsp", "/META-INF/MANIFEST.MF",
        "/api/batches", "/api/batches/01K9AAAAAAAAAAAAAAAAAAAAAA", "/api/callbacks", "/api/callbacks/sms", "/api/callbacks/conversation",
        "/api/sandbox/xms/v1/sandbox/batches", "/api/sandbox/xms/v1/sandbox/inbounds", "/api/application.wadl"})
    void everyPathThereIs(String path) {
        assertClosed(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/callback/sms", "/api/callbacks/SMS", "/api/callbacks/smss", "/api/callbacks/sms/",
        "/api/callbacks/sms/extra", "/api/callbacks/", "/api/Callbacks/sms", "/callbacks/sms", "/callback", "/apis/callbacks/sms", "/api",
            "/api/", "/sms", "/webhook", "/api/callbacks/sms.json", "/api/callbacks/whatsapp"})
    void everyMistypedPath(String path) {
        assertClosed(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/callbacks/../callbacks/sms", "/api/callbacks/./sms", "/api//callbacks/sms", "/api/callbacks//sms",
        "//api/callbacks/sms",
        "/api/callbacks/sms;jsessionid=AAAA", "/api;x=y/callbacks/sms", "/api/callbacks;a=b/sms", "/api/callbacks/%73ms",
        "/api/callbacks/sms%00", "/api/callbacks/sms%0d%0a", "/api/%2e%2e/batches", "/api/callbacks/%2e%2e/%2e%2e/batches",
        "/api/callbacks%2fsms", "/api/callbacks\\sms", "/api/callbacks/sms?a=1&type=x", "/api/callbacks/..;/batches",
        "/..;/sms-desk/api/callbacks/sms", "/api/callbacks/sms%3bjsessionid=AAAA", "/health/live/../../api/callbacks/sms",
        "/api/callbacks/%ff", "/assets/../api/callbacks/sms"})
    void everyTrickWithThePath(String path) {
        RawCall.Answer answer = RawCall.exchange(RawCall.head("POST " + path, "Content-Type: application/json", "Content-Length: "
            + body.length, "Connection: close"), body);
        assertTrue(answer.status() >= 400 && answer.status() < 500 || answer.status() == 0, path + " answered " + answer.head());
        assertFalse(answer.sets("Set-Cookie"), answer.head());
        assertFalse(answer.body().contains("at dev.smsdesk"), answer.body());
        kept.assertNothing(body);
    }

    /** Where a trick leads to the right resource all the same, the signature decides there too. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/callbacks/sms;jsessionid=AAAA", "/api/callbacks/%73ms", "/api//callbacks/sms", "/api/callbacks/sms/",
        "/api/callbacks/sms?a=1"})
    void aSignedOneIsKeptOrRefusedButNeverLost(String path) {
        byte[] signed = RefusalRecords.unique("{\"type\":\"mo_text\",\"id\":\"TRICK" + body.length
            + "\",\"from\":\"46701239501\",\"to\":\"1\",\"body\":\"x\"}");
        String[] lines = RawCall.lines(SinchPost.sms(signed).headers(), "Content-Length: " + signed.length, "Connection: close");
        RawCall.Answer answer = RawCall.exchange(RawCall.head("POST " + path, lines), signed);
        assertTrue(Set.of(200, 400, 404).contains(answer.status()), path + " answered " + answer.head());
        assertEquals(answer.status() == 200 ? 1 : 0, kept.of(signed).size());
        assertFalse(answer.sets("Set-Cookie"), answer.head());
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "FROBNICATE"})
    void anyOtherMethodIs405AndNamesTheRightOne(String method) {
        for (String path : List.of("/api/callbacks/sms", "/api/callbacks/conversation")) {
            HttpResponse<String> answer = desk.send(Desk.request(path).method(method, List.of("HEAD", "GET", "DELETE").contains(method)
                ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)).header("Content-Type", "application/json").build());
            assertEquals(405, answer.statusCode(), method + " " + path);
            assertEquals("POST", answer.headers().firstValue("Allow").orElse(null), method + " " + path);
            assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
            assertFalse(answer.body().contains("DOOR"), "nothing of the body comes back");
        }
        kept.assertNothing(body);
    }

    @Test
    void traceEchoesNothing() {
        for (String path : List.of("/api/callbacks/sms", "/api/callbacks/conversation", "/", "/api/batches")) {
            RawCall.Answer answer = RawCall.exchange(RawCall.head("TRACE " + path, "X-Secret: do-not-echo", "Connection: close"));
            assertTrue(answer.status() == 405 || answer.status() == 501, answer.head());
            assertFalse((answer.head() + answer.body()).contains("do-not-echo"), answer.body());
        }
    }

    @Test
    void aSignedRequestByAnotherMethodIsStillNoCallback() {
        byte[] signed = RefusalRecords.unique("{\"type\":\"mo_text\",\"id\":\"PUT\",\"from\":\"46701239502\",\"to\":\"1\",\"body\":\"x\"}");
        HttpRequest.Builder put = Desk.request("/api/callbacks/sms").PUT(BodyPublishers.ofByteArray(signed));
        SinchPost.sms(signed).headers().forEach(put::header);
        put.header("X-HTTP-Method-Override", "POST").header("X-HTTP-Method", "POST");
        assertEquals(405, desk.send(put.build()).statusCode());
        kept.assertNothing(signed);
    }

    private void assertClosed(String path) {
        for (String site : new String[] {null, "none", "same-origin", "cross-site"}) {
            HttpRequest.Builder post = Desk.request(path).POST(BodyPublishers.ofByteArray(body)).header("Content-Type", "application/json");
            if (site != null) {
                post.header("Sec-Fetch-Site", site);
            }
            HttpResponse<String> answer = desk.send(post.build());
            assertTrue(answer.statusCode() >= 400, path + " with Sec-Fetch-Site " + site + " answered " + answer.statusCode());
            assertTrue(answer.statusCode() < 500, path + " with Sec-Fetch-Site " + site + " answered " + answer.statusCode()
                + " " + answer.body());
            assertTrue(!path.startsWith("/api") || answer.headers().firstValue("Set-Cookie").isEmpty(), path + " began a session");
            assertFalse(answer.body().contains("Exception"), answer.body());
        }
        kept.assertNothing(body);
    }
}
