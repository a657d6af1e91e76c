package dev.smsdesk.receive.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.ReceivingSide;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What nodes count is added up in the database, where it outlives them")
class CallbackMetricsStoreTest {
    private final ReceivingSide side = new ReceivingSide();
    private final CallbackMetrics one = new CallbackMetrics(new SimpleMeterRegistry(), side.clock);
    private final CallbackMetrics two = new CallbackMetrics(new SimpleMeterRegistry(), side.clock);
    private final CallbackMetricsStore first = new CallbackMetricsStore(side.db.tx(), one, "N1", side.clock);
    private final CallbackMetricsStore second = new CallbackMetricsStore(side.db.tx(), two, "N2", side.clock);

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void figuresOfTwoNodesAddUpAndNothingIsCountedTwice() {
        one.accepted(Channel.SMS);
        one.refused(Channel.CONVERSATION, RefusalReason.STALE);
        two.accepted(Channel.SMS);
        two.notKept(NotKept.DATABASE_FAULT, 3);
        two.repeated(2);
        first.write();
        second.write();
        first.write();
        one.accepted(Channel.SMS);
        first.write();
        CallbackMetricsStore.Sums sums = second.since(side.clock.instant().minus(Duration.ofHours(1)));
        assertEquals(3, sums.accepted(Channel.SMS));
        assertEquals(0, sums.accepted(Channel.CONVERSATION));
        assertEquals(1, sums.refused(Channel.CONVERSATION, RefusalReason.STALE));
        assertEquals(3, sums.notKept(NotKept.DATABASE_FAULT));
        assertEquals(2, sums.repeated());
    }

    @Test
    void slotsAreForgottenAfterTwoDays() {
        one.accepted(Channel.SMS);
        first.write();
        side.clock.pass(Duration.ofHours(23));
        assertEquals(1, first.since(side.clock.instant().minus(Duration.ofHours(24))).accepted(Channel.SMS));
        assertEquals(0, first.since(side.clock.instant().minus(Duration.ofHours(1))).accepted(Channel.SMS));
        side.clock.pass(Duration.ofHours(27));
        first.write();
        assertEquals(0, side.db.number("select count(*) from traffic"));
    }

    @Test
    void theLastCallbackOfAnyNodeIsTheLast() {
        one.accepted(Channel.SMS);
        side.clock.pass(Duration.ofSeconds(10));
        two.accepted(Channel.SMS);
        second.write();
        first.write();
        assertEquals(Map.of(Channel.SMS, side.clock.instant()), first.lastHeard());
    }
}
