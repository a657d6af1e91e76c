package dev.smsdesk.sandbox.sms;

import static dev.smsdesk.sandbox.SandboxServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.Receiver;
import dev.smsdesk.sandbox.SandboxServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sandbox's SMS API lists reports, batches and inbound messages as Sinch does: by date, in pages, newest first")
class SmsListsTest {
    private static final String A = "46701000001";
    private static final String FAILS = "46701990101";
    private static final String LOST = "46701990110";
    private SandboxServer sandbox;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(0.001, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aFullReportNamesRecipientsByStatusAndASummaryCountsThem() throws Exception {
        String batch = sent("R1", A, FAILS, LOST);
        Thread.sleep(50);
        JsonNode full = get("batches/" + batch + "/delivery_report?type=full");
        assertEquals(List.of("delivery_report_sms", batch, "R1", "3"), List.of(full.path("type").asText(), full.path("batch_id").asText(),
            full.path("client_reference").asText(), full.path("total_message_count").asText()));
        assertEquals("[{\"code\":0,\"status\":\"Delivered\",\"count\":2,\"recipients\":[\"" + A + "\",\"" + LOST + "\"]},"
            + "{\"code\":1,\"status\":\"Failed\",\"count\":1,\"recipients\":[\"" + FAILS + "\"]}]", full.path("statuses").toString());
        assertEquals("[{\"code\":0,\"status\":\"Delivered\",\"count\":2},{\"code\":1,\"status\":\"Failed\",\"count\":1}]",
            get("batches/" + batch + "/delivery_report").path("statuses").toString());
        assertEquals(1, get("batches/" + batch + "/delivery_report?type=full&status=Failed,Expired").path("statuses").size());
        assertEquals(0, get("batches/" + batch + "/delivery_report?code=402").path("statuses").size());
    }

    @Test
    void oneRecipientsReportIsByteForByteItsCallback() throws Exception {
        String batch = sent("R1", A);
        String last = Stream.of(sandbox.receiver.next(), sandbox.receiver.next(), sandbox.receiver.next()).map(Receiver.Arrival::body)
            .filter(body -> body.contains("Delivered")).findFirst().orElseThrow();
        assertEquals(last, sandbox.sms("GET", "batches/" + batch + "/delivery_report/" + A, null).body());
    }

    @Test
    void whatItDoesNotKnowIs404WithoutABody() {
        String batch = sent("R1", A);
        for (String path : List.of("batches/01UNKNOWN", "batches/01UNKNOWN/delivery_report", "batches/" + batch
            + "/delivery_report/46709999999",
                "batches/" + sent("R2", "46701990111") + "/delivery_report", "inbounds/01UNKNOWN")) {
            assertEquals("404 ", sandbox.sms("GET", path, null).statusCode() + " " + sandbox.sms("GET", path, null).body(), path);
        }
        assertEquals(400, sandbox.sms("GET", "batches/" + batch + "/delivery_report?type=everything", null).statusCode());
    }

    @Test
    void batchesAreListedByReferenceSenderAndDateInPages() {
        List<String> batches = Stream.of("R1", "R2", "R1", "R3").map(reference -> sent(reference, A)).toList();
        JsonNode all = get("batches");
        assertEquals(List.of(batches.get(3), batches.get(2), batches.get(1), batches.get(0)), all.path("batches").findValuesAsText("id"));
        assertEquals("4 0 4", all.path("count") + " " + all.path("page") + " " + all.path("page_size"));
        JsonNode second = get("batches?page=1&page_size=3");
        assertEquals(List.of(batches.get(0)), second.path("batches").findValuesAsText("id"));
        assertEquals("4 1 1", second.path("count") + " " + second.path("page") + " " + second.path("page_size"),
            "page_size is the number of items");
        assertEquals("0", get("batches?page=2&page_size=3").path("page_size").toString(), "a walk ends with an empty page");
        assertEquals(List.of(batches.get(2), batches.get(0)), get("batches?client_reference=R1").path("batches").findValuesAsText("id"));
        assertEquals(4, get("batches?from=99999,%2B46700000000").path("count").asInt());
        assertEquals(0, get("batches?from=99999").path("count").asInt());
        assertEquals(0, get("batches?start_date=" + Instant.now().plusSeconds(5)).path("count").asInt());
        assertEquals(0, get("batches?end_date=" + Instant.now().minusSeconds(60).toString().replace("Z", "")).path("count").asInt());
    }

    @Test
    void deliveryReportsListFinishedRecipientsOfAllBatches() throws Exception {
        sent("R1", A, FAILS, "46701990106");
        sent("R2", LOST);
        Thread.sleep(50);
        JsonNode all = get("delivery_reports");
        assertEquals(3, all.path("count").asInt(), "one stays dispatched");
        assertEquals(List.of("recipient_delivery_report_sms"), all.path("delivery_reports").findValuesAsText("type").stream().distinct()
            .toList());
        assertEquals(List.of(FAILS), get("delivery_reports?status=Failed").path("delivery_reports").findValuesAsText("recipient"));
        assertEquals(List.of(LOST), get("delivery_reports?code=0&client_reference=R2").path("delivery_reports")
            .findValuesAsText("recipient"));
        assertEquals(1, get("delivery_reports?page=1&page_size=2").path("page_size").asInt());
        assertEquals(0, get("delivery_reports?start_date=" + Instant.now().plusSeconds(5)).path("count").asInt());
    }

    @Test
    void inboundTextsAreListedByDateAndNumber() {
        for (int i = 1; i <= 5; i++) {
            sandbox.sms.inbound(A, i == 5 ? "99999" : "12345", "text " + i);
        }
        sandbox.conversation.inbound(A, "12345", "not of the SMS API");
        JsonNode first = get("inbounds?page_size=2");
        assertEquals(List.of("5", "0", "2"), List.of(first.path("count").asText(), first.path("page").asText(), first.path("page_size")
            .asText()));
        assertEquals(List.of("text 5", "text 4"), first.path("inbounds").findValuesAsText("body"));
        assertEquals(List.of("text 5"), get("inbounds?to=99999").path("inbounds").findValuesAsText("body"));
        assertEquals(5, get("inbounds?to=99999,12345").path("count").asInt());
        JsonNode one = first.path("inbounds").path(0);
        assertEquals(one, get("inbounds/" + one.path("id").asText()));
    }

    @Test
    void aQueryThatIsWrongOrNotImplementedIsRefused() {
        for (String query : List.of("page_size=101", "page_size=0", "page=-1", "page=x", "start_date=yesterday", "unknown=1")) {
            for (String list : List.of("batches", "delivery_reports", "inbounds")) {
                assertEquals(400, sandbox.sms("GET", list + "?" + query, null).statusCode(), list + "?" + query);
            }
        }
    }

    @Test
    void aNumberWhoseCallbacksGetLostIsDeliveredAllTheSame() throws Exception {
        String batch = sent("R1", LOST);
        assertEquals(null, sandbox.receiver.nextWithin(Duration.ofMillis(200)));
        assertTrue(get("batches/" + batch + "/delivery_report").toString().contains("\"Delivered\",\"count\":1"));
        assertEquals(List.of(), sandbox.store.unfinished());
    }

    private String sent(String reference, String... to) {
        String numbers = Stream.of(to).map(number -> '"' + number + '"').collect(Collectors.joining(","));
        return json(sandbox.sms("POST", "batches", "{\"to\":[" + numbers
            + "],\"from\":\"+46700000000\",\"body\":\"hej\",\"delivery_report\":\"per_recipient\","
            + "\"callback_url\":\"" + sandbox.receiver.self() + "/api/callbacks/sms\",\"client_reference\":\"" + reference + "\"}"))
            .path("id").asText();
    }

    private JsonNode get(String path) {
        return json(sandbox.sms("GET", path, null));
    }
}
