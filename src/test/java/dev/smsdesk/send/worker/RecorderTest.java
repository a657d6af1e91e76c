package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An outcome that the database refuses is retried until the lease ends")
class RecorderTest {
    private final TestDesk desk = new TestDesk();
    private boolean broken;

    @AfterEach
    void mend() {
        if (broken) {
            desk.sql("alter table report_away rename to report");
            broken = false;
        }
    }

    private void breakTheDatabase() {
        desk.sql("alter table report rename to report_away");
        broken = true;
    }

    @Test
    void aFaultThatPassesLosesNothing() throws Exception {
        CompletableFuture<Void> mended = new CompletableFuture<>();
        desk.sender.then(call -> {
            breakTheDatabase();
            CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS).execute(() -> {
                mend();
                mended.complete(null);
            });
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        assertTrue(desk.worker().step());
        mended.get(5, TimeUnit.SECONDS);
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of(DeliveryState.ACCEPTED), desk.states(batch));
        assertEquals(List.of("sms 01ABC"), desk.linked);
    }

    @Test
    void aFaultLongerThanTheLeaseEndsUnsureAndIsNeverCalledAgain() {
        desk.sender.then(call -> {
            breakTheDatabase();
            desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState());
        assertEquals(List.of(), desk.providerIds(batch), "half an outcome is none");
        mend();
        assertFalse(desk.worker().step());
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        desk.clock.pass(Duration.ofDays(1));
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
        assertEquals(List.of(), desk.linked);
    }

    @Test
    void whoIsClosedDoesNotInsist() {
        desk.sender.then(call -> {
            breakTheDatabase();
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        SubmissionWorker closed = desk.worker(desk.sender, (channel, id) -> { }, true);
        assertTrue(closed.step());
        mend();
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState());
    }
}
