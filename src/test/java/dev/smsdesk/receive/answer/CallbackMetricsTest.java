package dev.smsdesk.receive.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.callback.Bodies;
import dev.smsdesk.receive.callback.Endpoint;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each node counts what it answers to callbacks, by kind")
class CallbackMetricsTest {
    private static final Secret SECRET = Secret.of("sms", "s");
    private static final byte[] REPORT = Bodies.report("01HX", "46701234567", "Delivered", 0, "2026-11-24T09:59:00Z", null);
    private final Endpoint endpoint = new Endpoint();
    private final CallbackMetrics traffic = endpoint.side.traffic;

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void whatIsKeptIsAcceptedAndARepeatIsBoth() {
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
        assertNull(traffic.lastAccepted(Channel.SMS));
        for (int i = 0; i < 3; i++) {
            assertEquals(Endpoint.Answer.KEPT, endpoint.post(Channel.SMS, REPORT, SECRET));
        }
        assertTrue(Concurrently.eventually(() -> traffic.acceptedCount(Channel.SMS) == 3), "counted once it is answered");
        assertEquals(2, traffic.repeatedCount());
        assertEquals(0, traffic.acceptedCount(Channel.CONVERSATION));
        assertEquals(endpoint.side.clock.instant(), traffic.lastAccepted(Channel.SMS));
        assertNull(traffic.lastAccepted(Channel.CONVERSATION));
    }

    @Test
    void whatIsRefusedCountsUnderItsReason() {
        assertEquals(503, endpoint.post(Channel.SMS, REPORT, SECRET).status());
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
        assertEquals(401, endpoint.post(Channel.SMS, REPORT, Secret.of("other", "x")).status());
        assertEquals(1, traffic.refusedCount(Channel.SMS, RefusalReason.NO_SECRET));
        assertEquals(1, traffic.refusedCount(Channel.SMS, RefusalReason.MISMATCH));
        assertEquals(0, traffic.refusedCount(Channel.CONVERSATION, RefusalReason.MISMATCH));
        assertEquals(0, traffic.acceptedCount(Channel.SMS));
    }

    @Test
    void whatCannotBeKeptCountsUnderItsCause() {
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
        endpoint.database.from(FaultyDatabase.Moment.WRITE, FaultyDatabase.CONNECTION_LOST);
        assertEquals(503, endpoint.post(Channel.SMS, REPORT, SECRET).status());
        assertTrue(Concurrently.eventually(() -> traffic.notKeptCount(NotKept.DATABASE_FAULT) == 1), "counted just after the answer");
        assertEquals(0, traffic.acceptedCount(Channel.SMS));
    }

    @Test
    void ourOwnSelfTestIsNoneOfSinchs() {
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
        byte[] own = "{\"type\":\"smsdesk_self_test\",\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(Endpoint.Answer.KEPT, endpoint.post(Channel.SMS, own, SECRET));
        assertEquals(0, traffic.acceptedCount(Channel.SMS));
        assertNull(traffic.lastAccepted(Channel.SMS));
    }

    @Test
    void halfOfTheAnswersAreAsFastAsTheMedian() {
        for (int millis = 1; millis <= 100; millis++) {
            traffic.acknowledged(Duration.ofMillis(millis).toNanos());
        }
        CallbackMetrics.Ack ack = traffic.ack();
        assertEquals(100, ack.count());
        assertTrue(near(50, ack.median()) && near(95, ack.p95()) && near(99, ack.p99()) && near(100, ack.longest()), ack.toString());
    }

    private static boolean near(int millis, Duration measured) {
        return Math.abs(measured.toNanos() / 1e6 - millis) < 3;
    }
}
