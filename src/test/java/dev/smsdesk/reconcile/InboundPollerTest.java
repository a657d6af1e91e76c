package dev.smsdesk.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.table.InboundTable;
import dev.smsdesk.reconcile.InboundPoller.Elsewhere;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi.InboundTexts;
import dev.smsdesk.sinch.call.StatusApi.Strange;
import dev.smsdesk.sinch.callback.Callback;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sinch is asked for inbound messages by date, page by page; missing ones are stored, each once")
class InboundPollerTest {
    private static final int UNSAID = -1;
    private static final StatusAnswer<InboundTexts> END = new StatusAnswer.Found<>(new InboundTexts(List.of(), List.of(), UNSAID));
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private final PollingSide desk = new PollingSide();
    private Elsewhere.Linked elsewhere = Elsewhere.Linked.NO;
    private final JobRunner node = node();

    private JobRunner node() {
        InboundPoller inbounds = new InboundPoller(desk.db.tx(), desk.ids, desk.account(Channel.SMS), () -> elsewhere, new PollSchedule(1),
            desk.clock);
        new Jobs(desk.db.tx(), desk.ids, desk.clock).keep(inbounds.kind(), inbounds.subject(), "test");
        return new JobRunner(desk.db.tx(), desk.clock, List.of(inbounds));
    }

    /** Page by page, until there is no more. */
    private void askAll() {
        while (node.step()) {
            assertTrue(desk.sinch.questions.size() < 50, "it does not end");
        }
    }

    @Test
    void allPagesOfTheLastDayAtFirst() {
        desk.sinch.then(page("M1", "M2")).then(page("M3")).then(END);
        askAll();
        String window = PollingSide.NOON.minus(Duration.ofHours(24)).minus(Duration.ofMinutes(15)) + " "
            + PollingSide.NOON.minus(TEN_MINUTES) + " ";
        assertEquals(List.of(window + 0, window + 1, window + 2), desk.sinch.questions);
        assertEquals(List.of("M3", "M2", "M1"), kept().map(Inbound::getProviderId).toList());
        Inbound one = kept().findFirst().orElseThrow();
        assertTrue(one.isAskedFor());
        assertNull(one.getCallbackId());
        assertEquals(List.of("46701234567", "12345", "hej M3", PollingSide.NOON.minusSeconds(3), PollingSide.NOON.minusSeconds(5),
            PollingSide.NOON),
            List.of(one.getSender(), one.getAddressee(), one.getText(), one.getAcceptedAt(), one.getSentAt(), one.getReceivedAt()));
    }

    @Test
    void aPlanThatIsLinkedToTheAppIsNotAskedForAndNothingOfThatTimeLater() {
        elsewhere = Elsewhere.Linked.YES;
        askAll();
        desk.clock.pass(Duration.ofDays(2));
        askAll();
        assertEquals(List.of(), desk.sinch.questions);
        elsewhere = Elsewhere.Linked.NO;
        desk.clock.pass(Duration.ofMinutes(20));
        desk.sinch.then(END);
        askAll();
        Instant unlinked = PollingSide.NOON.plus(Duration.ofDays(2));
        assertEquals(List.of(unlinked.minus(Duration.ofMinutes(15)) + " " + unlinked.plus(TEN_MINUTES) + " 0"), desk.sinch.questions);
    }

    @Test
    void whileTheLinkIsNotKnownItWaitsAndThenAsksForTheWholeTime() {
        elsewhere = Elsewhere.Linked.UNKNOWN;
        askAll();
        desk.clock.pass(Duration.ofHours(5));
        elsewhere = Elsewhere.Linked.NO;
        desk.sinch.then(END);
        askAll();
        assertEquals(List.of(PollingSide.NOON.minus(Duration.ofHours(24)).minus(Duration.ofMinutes(15)) + " "
            + PollingSide.NOON.plus(Duration.ofHours(5)).minus(TEN_MINUTES) + " 0"),
            desk.sinch.questions);
    }

    @Test
    void whereTheAppKeepsNothingItIsAskedOnceAnHour() {
        for (int minute = 0; minute < 121; minute++) {
            desk.sinch.then(new StatusAnswer.NothingKept<InboundTexts>("The app keeps no messages."));
            askAll();
            desk.clock.pass(Duration.ofMinutes(1));
        }
        assertEquals(3, desk.sinch.questions.size());
    }

    @Test
    void thenEveryTenMinutesWithAnOverlapAndAMessageThatIsThereAlreadyIsKeptOnce() {
        desk.sinch.then(page("M1")).then(END);
        askAll();
        askAll();
        assertEquals(2, desk.sinch.questions.size());
        desk.clock.pass(TEN_MINUTES);
        desk.sinch.then(page("M1", "M2")).then(END);
        askAll();
        assertEquals(PollingSide.NOON.minus(Duration.ofMinutes(25)) + " " + PollingSide.NOON + " 0", desk.sinch.questions.get(2));
        assertEquals(List.of("M2", "M1"), kept().map(Inbound::getProviderId).toList());
    }

    @Test
    void whatCameByCallbackStaysAsItIsAndAnotherTextUnderItsIdIsKeptAsWell() {
        keepByCallback("I1", "M1", "hej M1");
        keepByCallback("I2", "M2", "not what is listed");
        desk.sinch.then(page("M1", "M2")).then(END);
        askAll();
        assertEquals(List.of("hej M1 CB false", "hej M2 null true", "not what is listed CB false"),
            kept().map(i -> i.getText() + " " + i.getCallbackId() + " " + i.isAskedFor()).sorted().toList());
    }

    private void keepByCallback(String id, String providerId, String text) {
        desk.db.run("insert into inbound (id, channel, provider_id, content, sender, text, received_at, callback_id) values (?, 'SMS', ?, "
            + "?, '46701234567', ?, ?, 'CB')",
            id, providerId, InboundTable.InboundKey.of(Channel.SMS, providerId, "46701234567", text).content(), text, PollingSide.NOON);
    }

    @Test
    void aPageThatFailsLeavesTheWindowToBeAskedForAgainWithPatience() {
        desk.sinch.then(page("M1")).then(new StatusAnswer.Later<>(503, Duration.ofMinutes(3)));
        askAll();
        assertEquals(1, kept().count());
        desk.clock.pass(Duration.ofMinutes(3).minusSeconds(1));
        askAll();
        assertEquals(2, desk.sinch.questions.size());
        desk.clock.pass(Duration.ofSeconds(2));
        desk.sinch.then(page("M1")).then(page("M2")).then(END);
        askAll();
        assertEquals(5, desk.sinch.questions.size());
        assertTrue(desk.sinch.questions.get(2).startsWith(PollingSide.NOON.minus(Duration.ofHours(24)).minus(Duration.ofMinutes(15))
            .toString()), "from its beginning");
        assertEquals(2, kept().count());
    }

    @Test
    void afterALongAbsenceItIsNotAskedForMoreThanSinchSurelyKeeps() {
        desk.sinch.then(END);
        askAll();
        desk.clock.pass(Duration.ofDays(30));
        desk.sinch.then(END);
        askAll();
        assertEquals(desk.clock.instant().minus(Duration.ofDays(14)).plus(Duration.ofHours(1)) + " "
            + desk.clock.instant().minus(TEN_MINUTES) + " 0", desk.sinch.questions.get(1));
    }

    @Test
    void oneNodeAtATimeAndAnotherOneWhenItsLeaseEnds() {
        desk.sinch.then(() -> {
            node().step();
            return page("M1");
        });
        desk.sinch.then(() -> {
            desk.clock.pass(Duration.ofMinutes(4));
            node().step();
            return END;
        });
        desk.sinch.then(END);
        askAll();
        assertEquals(3, desk.sinch.questions.size(), "a second node asked only when the first was taken for lost");
        assertEquals(1, kept().count());
    }

    @Test
    void refusedCredentialsStopThisToo() {
        desk.sinch.then(new StatusAnswer.Unauthorised<>("No"));
        askAll();
        assertEquals("refused: No", desk.refused);
        desk.clock.pass(Duration.ofHours(2));
        askAll();
        assertEquals(1, desk.sinch.questions.size());
    }

    @Test
    void anAddressOfAnyLengthIsNoReasonToLoseTheOthers() {
        Callback.Inbound odd = new Callback.Inbound(Channel.SMS, "M1", "x".repeat(128), "12345", "", null, null, null);
        desk.sinch.then(new StatusAnswer.Found<>(new InboundTexts(List.of(odd), List.of(), UNSAID))).then(END);
        askAll();
        assertEquals("x".repeat(64), kept().findFirst().orElseThrow().getSender());
    }

    @Test
    void asManyAsSinchCountsAreTheEndWithoutOneMoreQuestion() {
        desk.sinch.then(page(3, List.of(), "M1", "M2")).then(page(3, List.of(), "M3"));
        askAll();
        assertEquals(2, desk.sinch.questions.size());
        assertEquals(3, kept().count());
    }

    @Test
    void aPageThatBringsNothingNewIsTheEndOrItWouldBeAskedForEver() {
        for (int i = 0; i < 100; i++) {
            desk.sinch.then(page("M1", "M2"));
        }
        askAll();
        assertEquals(2, desk.sinch.questions.size());
        assertEquals(1, desk.db.number("select count(*) from job where reached = ?", PollingSide.NOON.minus(TEN_MINUTES).toString()));
    }

    @Test
    void eachStepIsOnePageSoThatAStopNeedNotWaitForTheWindow() {
        desk.sinch.then(page("M1")).then(page("M2")).then(END);
        assertTrue(node.step());
        assertEquals(1, desk.sinch.questions.size());
        assertTrue(node.step());
        assertEquals(2, desk.sinch.questions.size());
        assertTrue(node.step());
        assertFalse(node.step());
        assertEquals(3, desk.sinch.questions.size());
    }

    @Test
    void aRowThatTheDatabaseRefusesIsLeftOutAndTheOthersAreKept() {
        desk.sinch.then(page("M1", "x".repeat(200), "M3")).then(END);
        askAll();
        assertEquals(List.of("M3", "M1"), kept().map(Inbound::getProviderId).toList());
        assertEquals(2, desk.sinch.questions.size(), "the window went on");
        desk.clock.pass(TEN_MINUTES);
        desk.sinch.then(END);
        askAll();
        assertTrue(desk.sinch.questions.get(2).startsWith(PollingSide.NOON.minus(Duration.ofMinutes(25)).toString()), "and is through");
    }

    @Test
    void aDatabaseThatIsAtFaultItselfLosesNothingAndIsGivenTime() {
        desk.db.run("alter table inbound rename to inbound_away");
        try {
            desk.sinch.then(page("M1")).then(page("M1")).then(END);
            askAll();
            assertEquals(1, desk.sinch.questions.size(), "not at once");
        } finally {
            desk.db.run("alter table inbound_away rename to inbound");
        }
        desk.clock.pass(Duration.ofSeconds(7));
        askAll();
        assertEquals(List.of("M1"), kept().map(Inbound::getProviderId).toList());
        assertEquals(desk.sinch.questions.get(0).split(" ")[0], desk.sinch.questions.get(1).split(" ")[0], "from its beginning");
    }

    @Test
    void whatNothingHereCanReadIsKeptAsItWasListedAndOnceAndShown() {
        Strange binary = new Strange("B1", "46701234567", "12345", PollingSide.NOON.minusSeconds(9), "type-not-followed:mo_binary",
            "{\"type\":\"mo_binary\"}");
        Strange nameless = new Strange(null, null, null, null, "member-missing:type", "{}");
        desk.sinch.then(page(UNSAID, List.of(binary, nameless), "M1")).then(page(UNSAID, List.of(binary))).then(END);
        askAll();
        assertEquals(List.of("M1"), kept().map(Inbound::getProviderId).toList());
        StrangeInbounds listed = new StrangeInbounds(desk.db.tx());
        assertEquals(List.of(new StrangeInbounds.StrangeInbound("B1", "46701234567", "12345", PollingSide.NOON.minusSeconds(9),
            PollingSide.NOON, "type-not-followed:mo_binary", "{\"type\":\"mo_binary\"}")), listed.newest(10));
        assertEquals(1, listed.count());
    }

    private Stream<Inbound> kept() {
        return desk.messages.inbounds(null, 100).items().stream();
    }

    private static StatusAnswer<InboundTexts> page(String... ids) {
        return page(UNSAID, List.of(), ids);
    }

    private static StatusAnswer<InboundTexts> page(long count, List<Strange> strange, String... ids) {
        Instant at = PollingSide.NOON.minusSeconds(3);
        return new StatusAnswer.Found<>(new InboundTexts(Stream.of(ids)
            .map(id -> new Callback.Inbound(Channel.SMS, id, "46701234567", "12345", "hej " + id, at, at.minusSeconds(2), null)).toList(),
            strange, count));
    }
}
