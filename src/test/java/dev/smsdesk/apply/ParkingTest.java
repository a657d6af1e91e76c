package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.FaultyDatabase.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A parked callback is tried again by the clock or when its message becomes known, until it is settled")
class ParkingTest {
    private static final String ONE = "46701230001";
    private static final String AT = "2026-11-24T10:00:01Z";
    private final ApplyingSide side = new ApplyingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());

    @AfterEach
    void close() {
        database.close();
        side.close();
    }

    @Test
    @Tag("slow")
    void theWaitDoublesFromOneSecondToOneHourAndEndsBeforeTwoWeeks() {
        Instant came = side.clock.instant();
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, AT, null));
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048}) {
            looksAfter(Duration.ofSeconds(seconds));
        }
        assertEquals(came.plusSeconds(4095), side.clock.instant());
        for (int hours = 0; hours < 334; hours++) {
            looksAfter(Duration.ofHours(1));
        }
        assertEquals(came.plus(Duration.ofDays(13)).plus(Duration.ofHours(23)).plusSeconds(495), side.clock.instant());
        side.clock.pass(Duration.ofDays(365));
        assertEquals(0, side.applier.applyDue(), "the next look would be after 14 days");
        assertEquals(1, side.kept(CallbackState.PARKED).size());
    }

    private void looksAfter(Duration wait) {
        side.clock.pass(wait.minusMillis(1));
        assertEquals(0, side.applier.applyDue(), "not yet after " + wait);
        side.clock.pass(Duration.ofMillis(1));
        assertEquals(1, side.applier.applyDue(), "due after " + wait);
    }

    @Test
    @Tag("slow")
    void thousandsThatAreDueDoNotMakeANewOneWait() {
        keep(2_200, "unknown");
        side.applyAll();
        side.clock.pass(Duration.ofMinutes(1));
        String submission = side.compose(ONE);
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, AT, submission));
        assertEquals(201, side.applier.applyDue());
        assertEquals(1, side.kept(CallbackState.APPLIED).size());
    }

    @Test
    @Tag("slow")
    void thousandsOfNewOnesDoNotMakeAParkedOneWait() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P1", ONE, "Delivered", 0, AT, null));
        side.clock.pass(Duration.ofMinutes(1));
        keep(2_200, "unknown");
        side.linkUnlessKnown(submission, Channel.SMS, "P1");
        side.clock.pass(Duration.ofMinutes(1));
        assertEquals(2_001, side.applier.applyDue());
        assertEquals(1, side.kept(CallbackState.APPLIED).size());
    }

    @Test
    void wakingDoesNotReviveOneThatIsSettledInThisMoment() {
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, AT, null));
        database.next(Moment.READ, Trouble.NONE, this::settle);   // found; about to be locked
        side.node(database.tx()).linked(Channel.SMS, List.of("P9"));
        assertEquals(0, side.db.number("select count(*) from callback where next_attempt_at is not null"));
    }

    @Test
    void norDoesParkingAnIdThatSinchHasToldMeanwhile() {
        String submission = side.compose(ONE);
        side.keep(Channel.SMS, report("P9", ONE, "Delivered", 0, AT, null));
        database.next(Moment.COMMITTED, Trouble.NONE, () -> side.linkUnlessKnown(submission, Channel.SMS, "P9"));   // claimed; parked
        // claim, callback, its gist; about to be woken
        database.next(Moment.WRITE, Trouble.NONE, Trouble.NONE, Trouble.NONE, this::settle);
        side.node(database.tx()).applyDue();
        assertEquals(1, side.kept(CallbackState.APPLIED).size(), "that moment came");
        assertEquals(0, side.db.number("select count(*) from callback where next_attempt_at is not null"));
    }

    private void settle() {
        side.db.run("update callback set state = 'APPLIED', next_attempt_at = null");
    }

    private void keep(int count, String providerId) {
        side.keep(Channel.SMS, IntStream.range(0, count)
            .mapToObj(i -> report(providerId + i, ONE, "Delivered", 0, Instant.parse(AT).plusSeconds(i).toString(), null))
            .toArray(byte[][]::new));
    }
}
