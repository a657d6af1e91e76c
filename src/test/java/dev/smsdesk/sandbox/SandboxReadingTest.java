package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.account.Channel;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Asked, the sandbox answers as Sinch does, from its own memory; and it can be told to lose callbacks")
class SandboxReadingTest {
    private static final String A = "46701000001";
    private static final String FAILS = "46701990101";
    private static final String LOST = "46701990110";
    private final HeapStore memory = new HeapStore();
    private Receiver receiver;
    private Sandbox sandbox;
    private SandboxReportResource reports;
    private SandboxInboundsResource inbounds;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver(n -> 200);
        SandboxSettings settings = new SandboxSettings(receiver.self(), Receiver::secret, "token", "plan", 0.001);
        sandbox = new Sandbox(settings, Clock.systemUTC(), memory);
        reports = new SandboxReportResource(sandbox, settings);
        inbounds = new SandboxInboundsResource(sandbox, settings, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void aFullReportNamesRecipientsByStateAndASummaryCountsThem() throws Exception {
        String batch = sent(A, FAILS, LOST);
        Thread.sleep(50);
        JsonNode full = json(full(batch));
        assertEquals(List.of("delivery_report_sms", batch, "R1", "3"), List.of(full.path("type").asText(), full.path("batch_id").asText(), full.path("client_reference").asText(), full.path("total_message_count").asText()));
        assertEquals("[{\"code\":0,\"status\":\"Delivered\",\"count\":2,\"recipients\":[\"" + A + "\",\"" + LOST + "\"]},{\"code\":1,\"status\":\"Failed\",\"count\":1,\"recipients\":[\"" + FAILS + "\"]}]", full.path("statuses").toString());
        JsonNode summary = json(reports.ofBatch("plan", "Bearer token", batch, "summary", null, null));
        assertEquals("[{\"code\":0,\"status\":\"Delivered\",\"count\":2},{\"code\":1,\"status\":\"Failed\",\"count\":1}]", summary.path("statuses").toString());
        assertEquals(1, json(reports.ofBatch("plan", "Bearer token", batch, "full", "Failed,Expired", null)).path("statuses").size());
        assertEquals(0, json(reports.ofBatch("plan", "Bearer token", batch, "full", null, "402")).path("statuses").size());
    }

    @Test
    void oneRecipientsReportIsByteForByteItsCallback() throws Exception {
        String batch = sent(A);
        Receiver.Arrival last = null;
        for (int i = 0; i < 3; i++) {
            Receiver.Arrival next = receiver.next();
            last = next.body().contains("Delivered") ? next : last;
        }
        assertEquals(last.body(), reports.ofRecipient("plan", "Bearer token", batch, A).getEntity());
    }

    @Test
    void whatItDoesNotKnowIs404AndTheWrongTokenIs401() {
        String batch = sent(A);
        assertEquals(404, full("01UNKNOWN").getStatus());
        assertEquals(404, reports.ofRecipient("plan", "Bearer token", batch, "46709999999").getStatus());
        assertEquals(404, full(sent("46701990111")).getStatus(), "a batch that Sinch has forgotten");
        assertEquals(401, reports.ofBatch("plan", "Bearer other", batch, "full", null, null).getStatus());
        assertEquals(401, reports.ofBatch("other", "Bearer token", batch, "full", null, null).getStatus());
        assertEquals(401, inbounds.list("plan", null, "0", "30", null, null).getStatus());
        assertEquals(400, reports.ofBatch("plan", "Bearer token", batch, "everything", null, null).getStatus());
    }

    @Test
    void inboundTextsAreListedByDateInPagesNewestFirst() throws Exception {
        for (int i = 1; i <= 5; i++) {
            sandbox.inbound(Channel.SMS, A, "12345", "text " + i);
        }
        sandbox.inbound(Channel.CONVERSATION, A, "12345", "not of the SMS API");
        JsonNode first = json(inbounds.list("plan", "Bearer token", "0", "2", null, null));
        assertEquals(List.of("5", "0", "2"), List.of(first.path("count").asText(), first.path("page").asText(), first.path("page_size").asText()));
        assertEquals(List.of("text 5", "text 4"), first.path("inbounds").findValuesAsText("body"));
        assertEquals(List.of("text 1"), json(inbounds.list("plan", "Bearer token", "2", "2", null, null)).path("inbounds").findValuesAsText("body"));
        JsonNode end = json(inbounds.list("plan", "Bearer token", "3", "2", null, null));
        assertEquals("0", end.path("page_size").asText());
        Instant now = Instant.now();
        assertEquals(0, json(inbounds.list("plan", "Bearer token", "0", "100", now.plusSeconds(5).toString(), null)).path("count").asInt());
        assertEquals(0, json(inbounds.list("plan", "Bearer token", "0", "100", null, now.minusSeconds(60).toString().replace("Z", ""))).path("count").asInt());
        assertEquals(400, inbounds.list("plan", "Bearer token", "0", "101", null, null).getStatus());
        assertEquals(400, inbounds.list("plan", "Bearer token", "0", "30", "yesterday", null).getStatus());
    }

    @Test
    void aNumberWhoseCallbacksGetLostIsDeliveredAllTheSame() throws Exception {
        String batch = sent(LOST);
        assertEquals(null, receiver.nextWithin(Duration.ofMillis(300)));
        assertTrue(String.valueOf(full(batch).getEntity()).contains("\"Delivered\",\"count\":1"));
        assertEquals(0, sandbox.waiting());
    }

    @Test
    void theNextOnesAreLostOrAllUntilItIsSwitchedOff() throws Exception {
        sandbox.losses().loseNext(2);
        sandbox.inbound(Channel.SMS, A, "12345", "first");
        sandbox.inbound(Channel.SMS, A, "12345", "second");
        assertEquals(null, receiver.nextWithin(Duration.ofMillis(300)));
        sandbox.inbound(Channel.SMS, A, "12345", "third");
        assertTrue(receiver.next().body().contains("third"));
        sandbox.losses().loseAll();
        sent(A);
        sandbox.inbound(Channel.CONVERSATION, A, "12345", "fourth");
        assertEquals(null, receiver.nextWithin(Duration.ofMillis(300)));
        sandbox.losses().loseNone();
        sandbox.inbound(Channel.SMS, A, "12345", "fifth");
        assertTrue(receiver.next().body().contains("fifth"));
        assertEquals(4, json(inbounds.list("plan", "Bearer token", "0", "30", null, null)).path("count").asInt(), "none of the SMS API's is forgotten");
    }

    private String sent(String... to) {
        return sandbox.take(new RequestedBatch(List.of(to), "46700000000", "hej", "per_recipient", URI.create(receiver.self() + "/api/callbacks/sms"), "R1")).id();
    }

    private Response full(String batch) {
        return reports.ofBatch("plan", "Bearer token", batch, "full", null, null);
    }

    private static JsonNode json(Response response) throws IOException {
        assertEquals(200, response.getStatus());
        return new ObjectMapper().readTree((String) response.getEntity());
    }
}
