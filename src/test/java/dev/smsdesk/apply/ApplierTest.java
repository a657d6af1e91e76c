package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.conversationReport;
import static dev.smsdesk.receive.callback.Bodies.full;
import static dev.smsdesk.receive.callback.Bodies.inbound;
import static dev.smsdesk.receive.callback.Bodies.report;
import static dev.smsdesk.receive.callback.Bodies.summary;
import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.table.InboundTable;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.store.Concurrently;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A stored callback takes effect once, with any content and at any time")
class ApplierTest {
    private static final String ONE = "46701230001";
    private static final String TWO = "46701230002";
    private final ApplyingSide side = new ApplyingSide();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void aReportIsFoundByTheIdThatSinchGave() {
        String submission = side.compose(ONE, TWO);
        side.link(submission, "P1");
        side.receive(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01.5Z", null));
        Recipient recipient = side.recipient(submission, ONE);
        assertEquals(DeliveryState.DELIVERED, recipient.getState());
        assertEquals("P1", recipient.getProviderId());
        assertEquals(Instant.parse("2026-11-24T10:00:01.5Z"), recipient.getEventTime());
        assertEquals(DeliveryState.WAITING, side.recipient(submission, TWO).getState());
    }

    @Test
    void aReportThatOvertakesTheSendResponseIsFoundByOurReferenceAndProvesThatSinchHasIt() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P1", ONE, "Queued", 400, "2026-11-24T10:00:01Z", submission));
        assertEquals(DeliveryState.QUEUED, side.recipient(submission, ONE).getState());
        assertEquals(SubmissionState.SENT.name(), side.db.text("select state from submission where id = ?", submission));
        assertEquals(submission, side.db.text("select submission_id from provider_ref where provider_id = 'P1'"));
    }

    @Test
    void withoutReferenceItIsParkedAndAppliedAsSoonAsTheAnswerToSendingIsThere() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        assertEquals(CallbackState.PARKED, side.kept(null).get(0).state());
        assertEquals(DeliveryState.WAITING, side.recipient(submission, ONE).getState());
        side.link(submission, "P9");
        side.applyAll();
        assertEquals(CallbackState.APPLIED, side.kept(null).get(0).state());
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
    }

    @Test
    void aParkedOneIsLookedAtAgainByItselfAfterOneSecondThenTwoAndNoMoreAfterTwoWeeks() {
        side.receive(Channel.SMS, report("unknown", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        for (int seconds : new int[] {1, 2, 4, 8}) {
            side.clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertEquals(0, side.applier.applyDue(), "not yet after " + seconds + " s");
            side.clock.pass(Duration.ofMillis(1));
            assertEquals(1, side.applier.applyDue(), "due after " + seconds + " s");
        }
        side.clock.pass(Duration.ofDays(14));
        assertEquals(1, side.applier.applyDue());
        side.clock.pass(Duration.ofDays(365));
        assertEquals(0, side.applier.applyDue());
        assertEquals(CallbackState.PARKED, side.kept(null).get(0).state(), "an orphan is kept and shown, never dropped");
    }

    @Test
    void theSameCallbackTwiceIsOneRowSeenTwiceWithOneEffect() {
        String submission = side.compose(ONE);
        byte[] body = report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission);
        side.receive(Channel.SMS, body);
        side.receive(Channel.SMS, body, body);
        assertEquals(1, side.kept(null).size());
        assertEquals(3, side.kept(null).get(0).seen());
        assertEquals(1, side.messages.reports(side.recipient(submission, ONE).getId()).size());
    }

    @Test
    void theSameReportInOtherBytesIsOneReportByItsMeaning() {
        String submission = side.compose(ONE);
        byte[] body = report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission);
        side.receive(Channel.SMS, body, utf8(new String(body).replace(",", ", ")));
        assertEquals(2, side.kept(CallbackState.APPLIED).size());
        assertEquals(1, side.messages.reports(side.recipient(submission, ONE).getId()).size());
    }

    @Test
    void fullAndPerRecipientReportsOfOneBatchAgreeAndNothingCountsDouble() {
        String submission = side.compose(ONE, TWO);
        side.receive(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission),
            full("P1", submission, "Delivered", 0, ONE, TWO));
        String batch = side.recipient(submission, ONE).getBatchId();
        assertEquals(java.util.Map.of(DeliveryState.DELIVERED, 2L), side.messages.counts(batch));
        assertEquals(Instant.parse("2026-11-24T10:00:01Z"), side.recipient(submission, ONE).getEventTime(),
            "the report that has a time outranks the one that has none");
    }

    @Test
    void aSummaryIsStoredWithTheBatchAndMovesNoRecipient() {
        String submission = side.compose(ONE, TWO);
        side.receive(Channel.SMS, summary("P1", submission, "Delivered", 0, 2));
        List<Report> withoutRecipient = side.messages.reportsWithoutRecipient(side.recipient(submission, ONE).getBatchId());
        assertEquals(1, withoutRecipient.size());
        assertEquals(2, withoutRecipient.get(0).getCount());
        assertEquals(DeliveryState.WAITING, side.recipient(submission, ONE).getState());
    }

    @Test
    void aNumberThatIsNotInTheBatchIsFlaggedAndNoRecipientIsInvented() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P1", "46709999999", "Delivered", 0, "2026-11-24T10:00:01Z", submission));
        assertEquals(1, side.db.number("select count(*) from recipient where submission_id = ?", submission));
        assertEquals("46709999999", side.messages.reportsWithoutRecipient(side.recipient(submission, ONE).getBatchId()).get(0).getDigits());
        assertEquals("not-a-recipient:+467…99", side.kept(CallbackState.APPLIED).get(0).note());
    }

    @Test
    void aStatusThatWeDoNotKnowIsShownRawAndTheStateStays() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P1", ONE, "Dispatched", 401, "2026-11-24T10:00:01Z", submission),
            report("P1", ONE, "Teleported", 999, "2026-11-24T10:00:02Z", submission));
        assertEquals(DeliveryState.DISPATCHED, side.recipient(submission, ONE).getState());
        List<Report> timeline = side.messages.reports(side.recipient(submission, ONE).getId());
        assertEquals(List.of("Dispatched", "Teleported"), timeline.stream().map(Report::getStatus).toList());
    }

    @Test
    void anInboundIsKeptOnceWithItsTextAsItCame() {
        side.receive(Channel.SMS, inbound("M1", "+46701230009", "<script>alert(1)</script> 🎉 ñ"),
            inbound("M1", "46701230009", "<script>alert(1)</script> 🎉 ñ"));
        List<Inbound> inbounds = side.messages.inbounds(null, 10).items();
        assertEquals(1, inbounds.size());
        assertEquals("<script>alert(1)</script> 🎉 ñ", inbounds.get(0).getText());
        assertEquals("46701230009", inbounds.get(0).getSender());
    }

    @Test
    void aConversationReportOfAnUnknownMessageShowsItsMessageIdStatusReasonAndEventTime() {
        side.receive(Channel.CONVERSATION, conversationReport("01MSG", "FAILED", "RECIPIENT_NOT_REACHABLE"));
        Callbacks.StoredCallback row = side.kept(CallbackState.PARKED).get(0);
        assertEquals("01MSG", row.providerId());
        assertEquals("FAILED", row.status());
        assertTrue(row.reason().startsWith("RECIPIENT_NOT_REACHABLE"), row.reason());
        assertEquals(Instant.parse("2026-11-24T10:00:01.123456Z"), row.eventAt());
    }

    @Test
    void aConversationReportThatLeavesItsOneRecipientOutIsAboutThatOne() {
        String submission = side.compose(Channel.CONVERSATION, ONE);
        String without = "{\"message_delivery_report\":{\"message_id\":\"01MSG\",\"status\":\"DELIVERED\",\"metadata\":\""
            + submission + "\"%s}}";
        side.receive(Channel.CONVERSATION, utf8(without.formatted("")));
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
        side.receive(Channel.CONVERSATION, utf8(without.formatted(",\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\"\"}")),
            utf8(without.formatted(",\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\"" + ONE + "\"}")));
        assertEquals(1, side.messages.reports(side.recipient(submission, ONE).getId()).size(),
            "the same report, whether it names him or not");
        assertEquals(3, side.kept(CallbackState.APPLIED).size());
    }

    @Test
    void anAddressThatNoColumnTakesIsShelvedAtOnceWithItsName() {
        side.receive(Channel.SMS, report("P1", "x".repeat(65), "Delivered", 0, "2026-11-24T10:00:01Z", null),
            inbound("M1", "x".repeat(65), "hi"));
        assertEquals(List.of("member-too-long:from:64", "member-too-long:recipient:64"),
            side.kept(CallbackState.SHELVED).stream().map(Callbacks.StoredCallback::note).toList());
        side.receive(Channel.SMS, report("P".repeat(128), "x".repeat(64), "S".repeat(64), 0, "2026-11-24T10:00:01Z", side.compose(ONE)),
            inbound("M".repeat(128), "x".repeat(64), "hi"));
        assertEquals(2, side.kept(CallbackState.APPLIED).size());
    }

    @Test
    void anOddMemberCostsNothingButItselfAndTheNoteNamesIt() {
        String submission = side.compose(ONE, TWO);
        side.link(submission, "P1");
        side.receive(Channel.SMS, utf8("{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"P1\",\"recipient\":" + ONE
            + ",\"status\":\"Delivered\",\"code\":0,\"at\":\"2026-11-24T10:00:01Z\",\"operator_status_at\":\"0001-01-01T00:00:00Z\","
            + "\"client_reference\":[]}"));
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
        assertEquals(Instant.parse("2026-11-24T10:00:01Z"), side.recipient(submission, ONE).getEventTime());
        assertEquals("ignored:operator_status_at,client_reference", side.kept(CallbackState.APPLIED).get(0).note());
        side.receive(Channel.SMS, utf8(
            "{\"type\":\"delivery_report_sms\",\"batch_id\":\"P1\",\"statuses\":[null,{\"code\":402,\"status\":\"Aborted\",\"count\":3,"
            + "\"recipients\":[" + TWO + ",null,\"46709999999\"]}]}"));
        assertEquals(DeliveryState.ABORTED, side.recipient(submission, TWO).getState());
        assertEquals("not-a-recipient:+467…99\nignored:statuses,statuses.recipients", side.kept(CallbackState.APPLIED).get(0).note());
    }

    @Test
    void anOddMemberOfAConversationCallbackCostsNothingButItself() {
        String submission = side.compose(Channel.CONVERSATION, ONE);
        side.linkUnlessKnown(submission, Channel.CONVERSATION, "C1");
        side.receive(Channel.CONVERSATION,
            utf8("{\"app_id\":[],\"event_time\":7.5,\"message_delivery_report\":{\"message_id\":\"C1\",\"status\":\"FAILED\","
            + "\"channel_identity\":[],\"reason\":[]}}"));
        assertEquals(DeliveryState.FAILED, side.recipient(submission, ONE).getState());
        assertEquals("ignored:message_delivery_report.channel_identity,message_delivery_report.reason,event_time",
            side.kept(CallbackState.APPLIED).get(0).note());
        side.receive(Channel.CONVERSATION,
            utf8("{\"message\":{\"id\":\"M1\",\"channel_identity\":{\"identity\":46701234567},\"sender_id\":{},\"accept_time\":true,"
            + "\"contact_message\":{\"text_message\":{\"text\":\"hej\"}}}}"));
        assertEquals("hej", side.messages.inbounds(null, 10).items().get(0).getText());
        assertEquals("ignored:message.sender_id,message.accept_time", side.kept(CallbackState.APPLIED).get(0).note());
    }

    @Test
    void ourOwnSelfTestIsNoCallbackOfSinch() {
        side.receive(Channel.SMS, utf8("{\"type\":\"smsdesk_self_test\",\"id\":\"01\"}"));
        assertEquals("self-test", side.kept(CallbackState.APPLIED).get(0).note());
        assertTrue(side.callbacks.lastGenuine(Channel.SMS).isEmpty());
    }

    @Test
    void anUnreadableCallbackIsShelvedWithTheReasonAndDelaysNoOther() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, utf8("{\"type\":\"mo_hologram\"}"), utf8("[]"), utf8(""),
            report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission));
        assertEquals(3, side.kept(CallbackState.SHELVED).size());
        assertTrue(side.kept(CallbackState.SHELVED).stream().anyMatch(row -> row.note().contains("mo_hologram")));
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
    }

    @Test
    void oneThatBreaksTheDatabaseIsTriedAloneThenShelvedAndTheOthersGoOn() {
        String submission = side.compose(ONE);
        side.db.run("alter table report add constraint no_poison check (status <> 'Poison')");
        side.receive(Channel.SMS, report("P1", ONE, "Poison", 0, "2026-11-24T10:00:01Z", submission),
            report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission));
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
        for (int tries = 0; tries < 5; tries++) {
            side.clock.pass(Duration.ofMinutes(1));
            side.applyAll();
        }
        assertTrue(side.kept(CallbackState.SHELVED).get(0).note().startsWith("not-applied:"));
    }

    @Test
    void twoNodesShareTheWorkAndEachCallbackHasOneEffect() {
        String submission = side.compose(ONE, TWO);
        for (int i = 0; i < 120; i++) {
            side.keep(Channel.SMS, report("P1", i % 2 == 0 ? ONE : TWO, "Dispatched", 401, Instant.parse("2026-11-24T10:00:00Z")
                .plusSeconds(i).toString(), submission));
        }
        CompletableFuture<Void> other = Concurrently.inThread(() -> side.applyWhileDue(side.node()));
        side.applyWhileDue(side.applier);
        other.join();
        assertEquals(120, side.db.number("select count(*) from callback where state = 'APPLIED'"));
        assertEquals(120, side.db.number("select count(*) from report where submission_id = ?", submission));
        assertEquals(120, side.db.number("select sum(attempts) from callback"), "each was looked at once");
        assertEquals(Instant.parse("2026-11-24T10:01:58Z"), side.recipient(submission, ONE).getEventTime());
    }

    @Test
    void anotherTextUnderTheSameIdIsKeptAsWellAndARepeatIsNot() {
        side.receive(Channel.SMS, inbound("M1", "46701234567", "one"), inbound("M1", "46701234567", "another"),
            inbound("M1", "46701234568", "another"));
        side.receive(Channel.SMS, inbound("M1", "46701234567", "another "), inbound("M1", "+46701234567", "another"));
        side.receive(Channel.CONVERSATION, conversationInbound("M1", "46701234567", "another"));
        assertEquals(List.of("CONVERSATION 46701234567 another", "SMS 46701234567 another", "SMS 46701234567 another ",
            "SMS 46701234567 one", "SMS 46701234568 another"), side.messages.inbounds(null, 10).items().stream()
            .map(one -> one.getChannel() + " " + one.getSender() + " " + one.getText()).sorted().toList());
        assertEquals(4, side.messages.withTheSameProviderId(side.messages.inbounds(null, 10).items()).size());
        assertEquals(0, side.db.number("select count(*) from inbound where callback_id is null"));
        assertEquals(0, side.replay.preview(new ReplayFilter(null, null, null, null, null, null, null)).newInbound());
    }

    private static byte[] conversationInbound(String id, String from, String text) {
        return utf8("{\"message\":{\"id\":\"" + id + "\",\"channel_identity\":{\"identity\":\"" + from
            + "\"},\"contact_message\":{\"text_message\":{\"text\":\"" + text + "\"}}}}");
    }

    @ParameterizedTest
    @CsvSource({"525512345678, 5215512345678", "5215512345678, 525512345678", "5491123456789, 541123456789", "541123456789, 5491123456789",
        "5491123456789, 54111523456789", "5492211234567, 54221151234567", "5493541123456, 54354115123456"})
    void aReportInTheOtherSpellingOfAMexicanOrArgentineMobileFindsItsRecipient(String ours, String theirs) {
        for (Channel channel : Channel.values()) {
            String submission = side.compose(channel, ours, TWO);
            byte[] body = channel == Channel.SMS ? report("P" + ours, theirs, "Delivered", 0, "2026-11-24T10:00:01Z", submission)
                : utf8("{\"message_delivery_report\":{\"message_id\":\"P1\",\"status\":\"DELIVERED\",\"metadata\":\"" + submission
                    + "\",\"channel_identity\":{\"identity\":\"+" + theirs + "\"}}}");
            side.receive(channel, body);
            assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ours).getState());
            assertEquals(List.of(ours), side.messages.reports(side.recipient(submission, ours).getId()).stream()
                .map(Report::getDigits).toList());
        }
        assertTrue(side.kept(CallbackState.APPLIED).stream().allMatch(row -> row.note() == null), "every number is in the batch");
        side.receive(Channel.SMS, report("P" + ours, ours, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        assertEquals(2, side.db.number("select count(*) from report"), "in both spellings it is one report");
    }

    @Test
    void whereBothSpellingsAreRecipientsEachGetsItsOwnReport() {
        String submission = side.compose("525512345678", "5215512345678");
        side.receive(Channel.SMS, report("P1", "5215512345678", "Delivered", 0, "2026-11-24T10:00:01Z", submission));
        assertEquals(DeliveryState.WAITING, side.recipient(submission, "525512345678").getState());
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, "5215512345678").getState());
    }

    @Test
    void aReportThatAnOlderVersionTookForAStrangersFindsItsRecipientWhenItIsAppliedAgain() {
        String submission = side.compose("525512345678");
        side.receive(Channel.SMS, report("P1", "525599999999", "Delivered", 0, "2026-11-24T10:00:01Z", submission));
        side.db.run("update callback set body = ?", (Object) report("P1", "5215512345678", "Delivered", 0,
            "2026-11-24T10:00:01Z", submission));
        assertEquals(1, side.replay.preview(new ReplayFilter(null, null, null, null, null, null, null)).recipients());
        side.replayed(new ReplayFilter(null, null, null, null, null, null, null));
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, "525512345678").getState());
    }

    @Test
    void anInboundThatWasAskedForGetsItsCallbackWhenThatComesAfterAll() {
        side.db.run("insert into inbound (id, channel, provider_id, content, sender, text, received_at, source) values ('I1', 'SMS', "
            + "'M1', ?, '46701234567', 'asked for', ?, 'POLL')", InboundTable.InboundKey.of(Channel.SMS, "M1", "46701234567", "asked for")
            .content(), side.clock.instant());
        side.receive(Channel.SMS, inbound("M1", "46701234567", "asked for"));
        Inbound one = side.messages.inbounds(null, 10).items().get(0);
        assertEquals(1, side.messages.inbounds(null, 10).items().size());
        assertTrue(one.isAskedFor());
        assertEquals(side.kept(CallbackState.APPLIED).get(0).id(), one.getCallbackId());
    }
}
