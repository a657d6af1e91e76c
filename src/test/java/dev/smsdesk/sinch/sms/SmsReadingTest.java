package dev.smsdesk.sinch.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.RawServer;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.Later;
import dev.smsdesk.sinch.call.StatusAnswer.NotKnown;
import dev.smsdesk.sinch.call.StatusAnswer.Unauthorised;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.callback.Callback;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sinch's answers are read as leniently as its callbacks, and every other answer has one meaning")
class SmsReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(30));
    private static final String FULL = """
        {"type":"delivery_report_sms","batch_id":"B1","total_message_count":4,"novelty":1,"client_reference":"R","statuses":[
          {"code":0,"status":"Delivered","count":2,"recipients":["46701","+46702"]},
          {"code":"999","status":"Teleported","count":1,"recipients":["46703"]},
          {"code":401,"status":"Dispatched","count":1,"recipients":["46704"]}]}""";

    @Test
    void theFullReportIsAskedForByBatch() throws IOException {
        try (RawServer sinch = RawServer.answering(200, "", FULL); SmsApi api = api(sinch.base())) {
            Callback.Reports reports = found(api.informant().report("B1"));
            String request = sinch.requests().get(0);
            assertTrue(request.startsWith("GET /xms/v1/plan-1/batches/B1/delivery_report?type=full HTTP/1.1\r\n"), request);
            assertTrue(request.contains("Authorization: Bearer token\r\n"), request);
            assertEquals(List.of("46701 Delivered 0", "46702 Delivered 0", "46703 Teleported 999", "46704 Dispatched 401"),
                reports.lines().stream().map(line -> line.recipient() + " " + line.status() + " " + line.code()).toList());
            assertEquals("B1", reports.providerId());
        }
    }

    @Test
    void oneRecipientIsAskedForByItsDigitsAndSaysTheSameAsItsCallback() throws IOException {
        String body = "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701\",\"code\":0,"
            + "\"status\":\"Delivered\","
            + "\"at\":\"2026-11-24T07:59:00.5Z\",\"operator_status_at\":\"2026-11-24T07:58:59Z\"}";
        try (RawServer sinch = RawServer.answering(200, "", body); SmsApi api = api(sinch.base())) {
            Callback.Reports reports = found(api.informant().report("B1", "46701"));
            assertTrue(sinch.requests().get(0).startsWith("GET /xms/v1/plan-1/batches/B1/delivery_report/46701 HTTP/1.1\r\n"),
                sinch.requests().get(0));
            assertEquals(Callback.read(Channel.SMS, body.getBytes(StandardCharsets.UTF_8), null, null), reports);
        }
    }

    @Test
    void whatSinchHasUnderOurReferenceIsFound() throws IOException {
        String body = """
            {"count":3,"page":0,"page_size":100,"batches":[
              {"id":"B1","client_reference":"01K9","created_at":"2026-11-24T07:59:59.5Z","to":["46701"],"type":"mt_text","body":"Hej"},
              {"id":"B2","client_reference":"another","created_at":"2026-11-24T07:59:59Z"},
              {"id":"B3","client_reference":"01K9","created_at":"yesterday"}]}""";
        try (RawServer sinch = RawServer.answering(200, "", body); SmsApi api = api(sinch.base())) {
            List<Sender.Sent> sent = ((Found<List<Sender.Sent>>) api.find(query("01K9", NOW.minusSeconds(60)))).what();
            assertEquals("GET /xms/v1/plan-1/batches?client_reference=01K9&page=0&page_size=100&start_date=2026-11-24T07%3A59%3A00Z "
                + "HTTP/1.1",
                sinch.requests().get(0).lines().findFirst().orElseThrow());
            assertEquals(List.of(new Sender.Sent("B1", Instant.parse("2026-11-24T07:59:59.5Z"), "Hej", "01K9"),
                new Sender.Sent("B3", null, null, "01K9")), sent);
        }
        try (RawServer sinch = RawServer.answering(200, "", "{\"batches\":[]}"); SmsApi api = api(sinch.base())) {
            assertEquals(new Found<>(List.of()), api.find(query("x&y=z", NOW)));
            assertTrue(sinch.requests().get(0).startsWith("GET /xms/v1/plan-1/batches?client_reference=x%26y%3Dz&page=0&"),
                sinch.requests().get(0));
        }
    }

    @Test
    void theCheckAsksForOneBatchAndTellsWhatIsWrong() throws IOException {
        try (RawServer sinch = RawServer.answering(200, "", "{\"count\":0,\"page\":0,\"page_size\":0,\"batches\":[]}");
            SmsApi api = api(sinch.base())) {
            assertEquals(new SetupAnswer.Works<>(0), api.check());
            assertTrue(sinch.requests().get(0).startsWith("GET /xms/v1/plan-1/batches?page=0&page_size=1 HTTP/1.1\r\n"),
                sinch.requests().get(0));
        }
        assertEquals(new SetupAnswer.WrongKey<>(""), checked(401, ""));
        assertEquals(new SetupAnswer.NoAccess<>(403, "The account is blocked"),
            checked(403, "{\"code\":\"blocked_account\",\"text\":\"The account is blocked\"}"));
        assertEquals(new SetupAnswer.NotThere<>(""), checked(404, ""));
        assertEquals(new SetupAnswer.TryLater<>(503, null), checked(503, "<html>"));
        assertInstanceOf(SetupAnswer.Unclear.class, checked(200, "<html>Sign in</html>"));
        try (SmsApi api = api(URI.create("http://127.0.0.1:1"))) {
            assertInstanceOf(SetupAnswer.Unreachable.class, api.check());
        }
    }

    private static SetupAnswer<?> checked(int status, String body) throws IOException {
        try (RawServer sinch = RawServer.answering(status, "", body); SmsApi api = api(sinch.base())) {
            return api.check();
        }
    }

    @Test
    void anIdFromOutsideCannotLeadElsewhere() throws IOException {
        try (RawServer sinch = RawServer.answering(404, "", ""); SmsApi api = api(sinch.base())) {
            api.informant().report("../../x?y#z");
            assertTrue(sinch.requests().get(0).startsWith("GET /xms/v1/plan-1/batches/..%2F..%2Fx%3Fy%23z/delivery_report?"),
                sinch.requests().get(0));
        }
    }

    @Test
    void inboundsAreAskedForByDateAndPage() throws IOException {
        String body = """
            {"count":3,"page":2,"page_size":3,"inbounds":[
              {"type":"mo_text","id":"M1","from":"+46701","to":"12345","body":"hej","received_at":"2026-11-24T07:00:00Z",\
            "sent_at":"2026-11-24T06:59:59Z"},
              {"type":"mo_binary","id":"M2","from":"46701","to":"12345","body":"AA==","udh":"00","received_at":"2026-11-24T07:00:00Z"},
              {"type":"mo_text","id":"M3"}]}""";
        try (RawServer sinch = RawServer.answering(200, "", body); SmsApi api = api(sinch.base())) {
            StatusApi.InboundTexts page = found(api.informant().inbounds(NOW.minusSeconds(60), NOW.minusMillis(1), 2));
            assertTrue(sinch.requests().get(0).startsWith("GET /xms/v1/plan-1/inbounds?page=2&page_size=100"
                + "&start_date=2026-11-24T07%3A59%3A00Z&end_date=2026-11-24T07%3A59%3A59.999Z HTTP/1.1\r\n"), sinch.requests().get(0));
            assertEquals(List.of(new Callback.Inbound(Channel.SMS, "M1", "46701", "12345", "hej", Instant.parse("2026-11-24T07:00:00Z"),
                Instant.parse("2026-11-24T06:59:59Z"), null)), page.texts());
            assertEquals(List.of("M2 46701 12345 type-not-followed:mo_binary", "M3 null null member-missing:inbounds.body"),
                page.strange().stream().map(one -> one.id() + " " + one.from() + " " + one.to() + " " + one.why()).toList());
            assertEquals("{\"type\":\"mo_text\",\"id\":\"M3\"}", page.strange().get(1).json());
            assertEquals(Instant.parse("2026-11-24T07:00:00Z"), page.strange().get(0).receivedAt());
            assertEquals(3, page.count());
        }
        try (RawServer sinch = RawServer.answering(200, "", "{\"count\":3,\"page\":3,\"page_size\":0,\"inbounds\":[]}");
            SmsApi api = api(sinch.base())) {
            assertEquals(new StatusApi.InboundTexts(List.of(), List.of(), 3), found(api.informant().inbounds(NOW, NOW, 3)));
        }
        try (RawServer sinch = RawServer.answering(200, "", "{\"inbounds\":[{\"id\":{},\"from\":7,\"received_at\":\"soon\"}]}");
            SmsApi api = api(sinch.base())) {
            StatusApi.InboundTexts odd = found(api.informant().inbounds(NOW, NOW, 0));
            assertEquals(-1, odd.count(), "not said");
            assertEquals(List.of(new StatusApi.Strange(null, "7", null, null, "member-missing:inbounds.type",
                "{\"id\":{},\"from\":7,\"received_at\":\"soon\"}")), odd.strange());
        }
    }

    @Test
    void otherAnswersHaveOneMeaningEach() throws IOException {
        assertEquals(new NotKnown<>(), said(404, "", "<html>"));
        assertEquals(new Unauthorised<>("No"), said(401, "", "{\"code\":\"x\",\"text\":\"No\"}"));
        assertEquals(new Later<>(429, Duration.ofSeconds(7)), said(429, "Retry-After: 7\r\n", ""));
        assertEquals(new Later<>(503, null), said(503, "", ""));
        assertEquals(new Later<>(500, null), said(500, "", "<html>"));
        assertEquals(new Failed<>("answered:302"), said(302, "Location: http://127.0.0.1:1/\r\n", ""));
        assertEquals(new Failed<>("answered:403"), said(403, "", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "<html>", "{\"batch_id\":\"B1\"}", "{\"batch_id\":\"B1\",\"statuses\":[{}]}",
        "{\"batch_id\":\"B1\",\"statuses\":[],\"statuses\":[]}"})
    void whatCannotBeReadIsNoAnswer(String body) throws IOException {
        String why = assertInstanceOf(Failed.class, said(200, "", body)).why().toString();
        assertTrue(why.startsWith("answer-unreadable:"), why);
    }

    @Test
    void aClosedPortIsAnAnswerAndNeverThrown() {
        try (SmsApi api = api(URI.create("http://127.0.0.1:1"))) {
            String why = assertInstanceOf(Failed.class, api.informant().report("B1")).why().toString();
            assertTrue(why.startsWith("ConnectException"), why);
        }
    }

    @Test
    void anAnswerThatDripsEndsWithTheTotalTimeout() throws IOException {
        try (RawServer sinch = new RawServer(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes());
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
                Thread.sleep(100);
            }
        }); SmsApi api = api(sinch.base(), new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)))) {
            assertEquals(new Failed<>("no-answer-within:3"), api.informant().report("B1"));
        }
    }

    private static Sender.SentQuery query(String reference, Instant since) {
        return new Sender.SentQuery(reference, "46701", since, NOW);
    }

    private static <T> T found(StatusAnswer<T> answer) {
        return ((Found<T>) assertInstanceOf(Found.class, answer, answer::toString)).what();
    }

    private static StatusAnswer<Callback.Reports> said(int status, String headers, String body) throws IOException {
        try (RawServer sinch = RawServer.answering(status, headers, body); SmsApi api = api(sinch.base())) {
            return api.informant().report("B1");
        }
    }

    private static SmsApi api(URI base) {
        return api(base, TIMEOUTS);
    }

    private static SmsApi api(URI base, Timeouts timeouts) {
        return new SmsApi(base, "plan-1", "token", SmsOptions.usual(), timeouts, null, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
