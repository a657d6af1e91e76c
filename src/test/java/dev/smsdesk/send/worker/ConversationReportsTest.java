package dev.smsdesk.send.worker;

import static dev.smsdesk.store.Concurrently.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.apply.Applier;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reports of the Conversation API find their message by Sinch's id or by our metadata, also before the call has returned")
class ConversationReportsTest {
    private static final String DELIVERED = "\"message_delivery_report\":{\"status\":\"DELIVERED\",";
    private static final String SUBMITTED = "\"message_submit_notification\":{\"submitted_message\":{},";
    private final TestDesk desk = new TestDesk();
    private final Applier applier = new Applier(desk.tx, desk.ids, desk.deliveries, desk.clock, () -> false);
    private String batch;

    @BeforeEach
    void compose() {
        desk.sql("delete from callback");
        batch = desk.outbox(TestDesk.APP).enqueue(TestDesk.order(1), "anna", null);
    }

    @AfterEach
    void close() {
        ExactCounts.assertIn(desk.tx);
        applier.close();
        desk.sql("delete from callback");
    }

    @Test
    void aDeliveryReportWithOurMetadataCountsWhileTheCallIsOnItsWay() {
        desk.appSender.then(call -> {
            arrives(DELIVERED, desk.submission(batch).getId());
            assertEquals(1, applier.applyDue());
            assertEquals(List.of(DeliveryState.DELIVERED), desk.states(batch));
            return new Accepted("M1", null);
        });
        desk.worker(TestDesk.APP).step();
        assertEquals(List.of(DeliveryState.DELIVERED), desk.states(batch));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("M1"), desk.providerIds(batch));
    }

    @Test
    void aSubmitNotificationMakesItDispatchedAndIsShownUnderItsName() {
        desk.appSender.then(call -> {
            arrives(SUBMITTED, desk.submission(batch).getId());
            applier.applyDue();
            return new Accepted("M1", null);
        });
        desk.worker(TestDesk.APP).step();
        assertEquals(List.of(DeliveryState.DISPATCHED), desk.states(batch));
        assertTrue(desk.firstTimeline(batch).stream().map(Report::getStatus).toList().contains("MESSAGE_SUBMIT"));
    }

    @Test
    void aReportWithoutMetadataIsFoundByItsId() {
        desk.appSender.then(call -> new Accepted("M1", null));
        desk.worker(TestDesk.APP).step();
        arrives(DELIVERED, null);
        assertEquals(1, applier.applyDue());
        assertEquals(List.of(DeliveryState.DELIVERED), desk.states(batch));
    }

    @Test
    void aReportWithOurMetadataResolvesAnUnsureMessage() {
        desk.appSender.then(new Unsure("No answer."));
        desk.worker(TestDesk.APP).step();
        assertEquals(List.of(DeliveryState.UNSURE), desk.states(batch));
        arrives(DELIVERED, desk.submission(batch).getId());
        assertTrue(eventually(() -> applier.applyDue() == 1));
        assertEquals(List.of(DeliveryState.DELIVERED), desk.states(batch));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("M1"), desk.providerIds(batch));
    }

    /** The inbox has kept it. */
    private void arrives(String event, String metadata) {
        byte[] body = ("{\"app_id\":\"app-1\",\"event_time\":\"2026-11-24T12:00:01Z\"," + event
            + "\"message_id\":\"M1\",\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\""
            + TestDesk.numbers(1).get(0).digits() + "\"}" + (metadata == null ? "" : ",\"metadata\":\"" + metadata + "\"") + "}}")
                .getBytes(StandardCharsets.UTF_8);
        desk.sql("insert into callback (id, channel, sha256, body, nonce, signed_at, secret_name, received_at, last_seen_at, seen, state, "
            + "attempts, next_attempt_at) "
            + "values (?, 'CONVERSATION', ?, ?, 'n', ?, 'test', ?, ?, 1, 'PENDING', 0, ?)", desk.ids.next(), new byte[32], body,
            desk.clock.instant(), desk.clock.instant(), desk.clock.instant(), desk.clock.instant());
    }
}
