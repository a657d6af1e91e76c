package dev.smsdesk.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.Submission;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.CallbackMetricsStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many messages without a callback for a long time are a silence, until a callback arrives")
class SilenceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private final PollingSide desk = new PollingSide();
    private final CallbackMetricsStore book = new CallbackMetricsStore(desk.db.tx(),
        new CallbackMetrics(new SimpleMeterRegistry(), desk.clock), "N1", desk.clock);
    private final Silence silence = silence(3);
    private Duration backlog;

    private Silence silence(int messages) {
        return new Silence(desk.db.tx(), List.of(new Silence.Watched(PollingSide.GATEWAY, Channel.SMS),
            new Silence.Watched(PollingSide.APP, Channel.CONVERSATION)), messages, PATIENCE, book::lastHeard, desk.clock);
    }

    private void heard(Instant at) {
        heard(Channel.SMS, at);
    }

    private void heard(Channel channel, Instant at) {
        desk.db.run("insert into heard (channel, at) values (?, ?) on duplicate key update at = values(at)", channel.name(), at);
    }

    @Test
    void enoughMessagesForLongEnough() {
        desk.sent("P-1", "46701000001", "46701000002");
        desk.clock.pass(Duration.ofMinutes(1));
        desk.sent("P-2", "46701000003");
        desk.clock.pass(PATIENCE.minusSeconds(1));
        assertFalse(silence.state().silent());
        desk.clock.pass(Duration.ofSeconds(3));
        assertEquals(new Silence.SilenceState(Channel.SMS, true, 3, PollingSide.NOON, null), silence.state());
    }

    @Test
    void fewerMessagesProveNothing() {
        desk.sent("P-1", "46701000001", "46701000002");
        desk.clock.pass(Duration.ofDays(2));
        assertEquals(new Silence.SilenceState(Channel.SMS, false, 2, PollingSide.NOON, null), silence.state());
    }

    @Test
    void whatWasNotTakenOrWentElsewhereProvesNothing() {
        desk.sentThrough("sandbox", "P-1", "46701000001", "46701000002", "46701000003");
        Submission refused = desk.sent("P-2", "46701000001", "46701000002", "46701000003");
        desk.db.run("update submission set state = 'GIVEN_UP' where id = ?", refused.getId());
        desk.clock.pass(Duration.ofHours(1));
        assertFalse(silence.state().silent());
    }

    @Test
    void theNextCallbackEndsItByItself() {
        desk.sent("P-1", "46701000001", "46701000002", "46701000003");
        desk.clock.pass(Duration.ofHours(1));
        assertTrue(silence.state().silent());
        heard(desk.clock.instant());
        desk.clock.pass(Duration.ofSeconds(3));
        assertEquals(new Silence.SilenceState(Channel.SMS, false, 0, null, desk.clock.instant().minusSeconds(3)), silence.state());
    }

    @Test
    void eachChannelIsSilentByItself() {
        for (int i = 1; i <= 3; i++) {
            desk.sentThrough(PollingSide.APP, "M-" + i, "4670100000" + i);
        }
        desk.sent("P-1", "46701000001", "46701000002");
        desk.clock.pass(Duration.ofHours(1));
        heard(Channel.SMS, desk.clock.instant());
        assertEquals(List.of(new Silence.SilenceState(Channel.CONVERSATION, true, 3, PollingSide.NOON, null),
            new Silence.SilenceState(Channel.SMS, false, 0, null, desk.clock.instant())), silence.states());
        assertEquals(Channel.CONVERSATION, silence.state().channel());
        heard(Channel.CONVERSATION, desk.clock.instant());
        desk.clock.pass(Duration.ofSeconds(3));
        assertFalse(silence.state().silent());
    }

    @Test
    void withoutAnAccountNothingIsSilent() {
        assertEquals(new Silence.SilenceState(null, false, 0, null, null),
            new Silence(desk.db.tx(), List.of(), 3, PATIENCE, book::lastHeard, desk.clock).state());
    }

    @Test
    void aCallbackFromBeforeTheyWereSentDoesNot() {
        heard(PollingSide.NOON.minusSeconds(1));
        desk.sent("P-1", "46701000001", "46701000002", "46701000003");
        desk.clock.pass(Duration.ofHours(1));
        assertTrue(silence.state().silent());
    }

    @Test
    void aClockThatWasSetBackHidesNoSilenceForLongerThanItTakesToTell() {
        heard(PollingSide.NOON.plus(Duration.ofDays(3)));
        assertEquals(PollingSide.NOON, silence.state().last());
        desk.clock.pass(Duration.ofMinutes(1));
        desk.sent("P-1", "46701000001", "46701000002", "46701000003");
        desk.clock.pass(PATIENCE.plusSeconds(1));
        assertTrue(silence.state().silent());
        desk.db.run("update heard set at = greatest(at, ?)", desk.clock.instant());   // as the next callback does
        desk.clock.pass(Duration.ofSeconds(3));
        assertFalse(silence.state().silent());
    }

    @Test
    void aNodeWhoseClockIsALittleAheadIsBelieved() {
        heard(PollingSide.NOON.plusSeconds(30));
        assertEquals(PollingSide.NOON.plusSeconds(30), silence.state().last());
    }

    @Test
    void zeroSwitchesItOff() {
        desk.sent("P-1", "46701000001");
        desk.clock.pass(Duration.ofDays(1));
        assertFalse(silence(0).state().silent());
    }

    @Test
    void whileReportsAreQueuedAtSinchItIsGivenLongerButNeverMoreThanTwice() {
        Silence queued = new Silence(desk.db.tx(), List.of(new Silence.Watched(PollingSide.GATEWAY, Channel.SMS, () -> backlog)), 3,
            PATIENCE, book::lastHeard, desk.clock);
        desk.sent("P-1", "46701000001", "46701000002", "46701000003");
        backlog = Duration.ofMinutes(10);
        desk.clock.pass(Duration.ofMinutes(39));
        assertFalse(queued.state().silent());
        desk.clock.pass(Duration.ofMinutes(2));
        assertTrue(queued.state().silent());
        backlog = Duration.ofHours(22);
        desk.clock.pass(Duration.ofMinutes(18));
        assertFalse(queued.state().silent());
        desk.clock.pass(Duration.ofMinutes(2));
        assertTrue(queued.state().silent());
        assertEquals(Duration.ofHours(1), queued.patience());
    }

    @Test
    void whatIsTwoWeeksOldProvesNothingAnyMore() {
        desk.sent("P-1", "46701000001", "46701000002", "46701000003");
        desk.clock.pass(Duration.ofDays(15));
        assertFalse(silence.state().silent());
    }
}
