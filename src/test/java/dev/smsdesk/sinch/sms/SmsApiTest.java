package dev.smsdesk.sinch.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.RawServer;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every answer of Sinch has one meaning, after exactly one call")
class SmsApiTest {
    static final OutgoingMessage BATCH = new OutgoingMessage(List.of("+46701234567"), "+46700000000", "Hej 🚣",
        URI.create("https://desk.example/api/callbacks/sms"), "01K9");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3));

    @Test
    void theRequestIsTheOneSinchDescribes() throws IOException {
        try (RawServer sinch = RawServer.answering(201, "", "{\"id\":\"B1\"}"); SmsApi api = api(sinch)) {
            api.send(BATCH);
            String request = sinch.requests().get(0);
            assertTrue(request.startsWith("POST /xms/v1/plan-1/batches HTTP/1.1\r\n"), request);
            assertTrue(request.contains("Authorization: Bearer token\r\n"), request);
            assertTrue(request.contains("Content-Type: application/json\r\n"), request);
            assertTrue(request.endsWith("\r\n\r\n" + SmsBatch.json(BATCH, SmsOptions.usual())), request);
            assertFalse(request.toLowerCase().contains("expect:"), request);
        }
    }

    @Test
    void theBytesAreTheseAndNoOthers() throws IOException {
        try (RawServer sinch = RawServer.answering(201, "", "{\"id\":\"B1\"}"); SmsApi api = api(sinch)) {
            api.send(BATCH);
            assertEquals("""
                POST /xms/v1/plan-1/batches HTTP/1.1
                Content-Length: 229
                Host: HOST
                Accept: application/json
                Authorization: Bearer token
                Content-Type: application/json
                User-Agent: Jersey/3.1.11 (SMS Desk)

                {"to":["+46701234567"],"from":"+46700000000","body":"Hej 🚣","type":"mt_text","delivery_report":"per_recipient",\
                "callback_url":"https://desk.example/api/callbacks/sms","client_reference":"01K9","max_number_of_message_parts":10}""",
                sinch.requests().get(0).replace("\r\n", "\n").replace(sinch.base().getAuthority(), "HOST"));
        }
    }

    @Test
    void acceptedWithItsIdAndTime() throws IOException {
        assertEquals(new Accepted("B1", Instant.parse("2026-11-24T08:00:01.5Z")),
            said(201, "", "{\"id\":\"B1\",\"created_at\":\"2026-11-24T08:00:01.5Z\"}"));
        assertEquals(new Accepted("B1", null), said(200, "", "{\"id\":\"B1\",\"created_at\":\"today\",\"novelty\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"id\":7}", "{\"id\":\"\"}", "{\"id\":null}", "[]", "<html>", "{\"id\":\"B1\"",
        "{\"id\":\"B1\",\"id\":\"B2\"}"})
    void takenWithoutAReadableIdIsUnsure(String body) throws IOException {
        assertEquals(new Unsure("answered-without-id:201"), said(201, "", body));
    }

    @Test
    void anAnswerThatNeverEndsIsReadUpToAMebibyte() throws IOException {
        assertEquals(new Unsure("answered-without-id:201"), said(201, "", "{\"id\":\"B1\",\"x\":\"" + "x".repeat(1 << 20) + "\"}"));
    }

    @Test
    void refusedWithItsCodeAndText() throws IOException {
        String body = "{\"code\":\"syntax_invalid_parameter_format\",\"text\":\"Invalid\\nMSISDN\"}";
        assertEquals(new Refused(400, "syntax_invalid_parameter_format", "Invalid MSISDN"), said(400, "", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown_group", "unknown_campaign", "illegal_number_type"})
    void threeCodesOf403AreAboutTheMessage(String code) throws IOException {
        assertEquals(new Refused(403, code, ""), said(403, "", "{\"code\":\"" + code + "\"}"));
        assertEquals(new AccountRefused(404, code, ""), said(404, "", "{\"code\":\"" + code + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocked_account", "missing_callback_url", "anything_new"})
    void otherCodesOf403AreAboutTheAccount(String code) throws IOException {
        assertEquals(new AccountRefused(403, code, "No"), said(403, "", "{\"code\":\"" + code + "\",\"text\":\"No\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Blocked</html>", "{}", "{\"code\":400}", "{\"code\":\"\"}", "{\"code\":\"syntax_inv",
        "{\"code\":null,\"text\":\"x\"}"})
    void a400WithoutAReadableCodeIsAboutTheWay(String body) throws IOException {
        assertEquals(400, ((AccountRefused) said(400, "", body)).status());
    }

    @Test
    void theOtherShapeOfErrorsIsReadToo() throws IOException {
        String body = "{\"error\":{\"code\":404,\"message\":\"No such plan\",\"status\":\"NOT_FOUND\",\"details\":[]}}";
        assertEquals(new AccountRefused(404, "NOT_FOUND", "No such plan"), said(404, "", body));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 404, 405, 407, 409, 410, 413, 415, 422, 451})
    void other4xxAreAboutTheAccountOrTheWay(int status) throws IOException {
        assertEquals(new AccountRefused(status, "", ""), said(status, "", "<html>sorry</html>"));
    }

    @Test
    void aLongTextIsCut() throws IOException {
        assertEquals(500, ((Refused) said(400, "", "{\"code\":\"x\",\"text\":\"" + "y".repeat(5000) + "\"}")).text().length());
    }

    @Test
    void unauthorised() throws IOException {
        assertEquals(new Unauthorised(""), said(401, "WWW-Authenticate: Bearer\r\n", ""));
        assertEquals(new Unauthorised("who?"), said(401, "", "{\"text\":\"who?\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void laterWithAndWithoutRetryAfter(int status) throws IOException {
        assertEquals(new Later(status, null), said(status, "", ""));
        assertEquals(new Later(status, Duration.ofSeconds(7)), said(status, "Retry-After: 7\r\n", "busy"));
        assertEquals(new Later(status, Duration.ofMinutes(2)), said(status, "Retry-After: Tue, 24 Nov 2026 08:02:00 GMT\r\n", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 300, 304, 408, 500, 501, 502, 504, 599, 600, 799})
    void whetherItWasTakenCannotBeToldFromTheseStatuses(int status) throws IOException {
        String expected = status == 204 ? "answered-without-id:204" : "answered:" + status;
        assertEquals(new Unsure(expected), said(status, "", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        try (RawServer elsewhere = RawServer.answering(201, "", "{\"id\":\"B1\"}")) {
            assertEquals(new Unsure("answered:" + status), said(status, "Location: " + elsewhere.base() + "/\r\n", ""));
            assertEquals(List.of(), elsewhere.requests());
        }
    }

    @Test
    void whatCouldNotGoIntoAPathOrHeaderIsRefusedAtBirthWithoutBeingShown() {
        URI base = URI.create("http://127.0.0.1:1");
        for (String token : List.of("", "to ken", "token\r\nX: y", "tökén")) {
            Exception refused = assertThrows(IllegalArgumentException.class, () -> new SmsApi(base, "plan-1", token, SHORT));
            assertEquals("An API token is printable ASCII without blanks.", refused.getMessage());
        }
        for (String plan : List.of("", "..", "a/b", "plan 1", "plan?x")) {
            assertThrows(IllegalArgumentException.class, () -> new SmsApi(base, plan, "token", SHORT));
        }
    }

    private static SendOutcome said(int status, String headers, String body) throws IOException {
        try (RawServer sinch = RawServer.answering(status, headers, body); SmsApi api = api(sinch)) {
            SendOutcome outcome = api.send(BATCH);
            assertEquals(1, sinch.requests().size(), "one call");
            return outcome;
        }
    }

    private static SmsApi api(RawServer sinch) {
        return new SmsApi(sinch.base(), "plan-1", "token", SmsOptions.usual(), SHORT, null, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
