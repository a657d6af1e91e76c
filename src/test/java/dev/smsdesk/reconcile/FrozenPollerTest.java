package dev.smsdesk.reconcile;

import static dev.smsdesk.message.DeliveryState.ACCEPTED;
import static dev.smsdesk.message.DeliveryState.DELIVERED;
import static dev.smsdesk.reconcile.ScriptedSinch.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.smsdesk.account.Channel;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.store.FrozenTransaction;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node that freezes during a transaction delays the polls of its own message and no other")
class FrozenPollerTest {
    private static final String A = "46701000001";
    private static final String B = "46701000002";
    private static final Duration SHORT = Duration.ofSeconds(8);
    private final PollingSide desk = new PollingSide();

    @Test
    void anAnswerThatCannotBeRecordedIsAskedForAgainWhenItsLeaseEnds() {
        Submission frozen = desk.sent("P-1", A, B);
        desk.clock.pass(Duration.ofSeconds(1));
        Submission other = desk.sent("P-2", A, B);
        FrozenTransaction[] node = new FrozenTransaction[1];
        desk.sinch.then(() -> {
            node[0] = new FrozenTransaction(desk.db.tx(), em -> DeliveryLog.locked(em, frozen.getId()));
            return says("P-1", A, "Delivered", B, "Delivered");
        }).then(says("P-2", A, "Delivered", B, "Delivered"));
        assertTimeout(SHORT, () -> desk.after(Duration.ofMinutes(11)));
        assertEquals(DELIVERED, desk.recipient(other, A).getState());
        assertEquals(ACCEPTED, desk.recipient(frozen, A).getState());
        node[0].close();
        desk.sinch.then(says("P-1", A, "Delivered", B, "Delivered"));
        desk.after(PollQueue.LEASE);
        assertEquals(DELIVERED, desk.recipient(frozen, A).getState());
        assertEquals("1", desk.column("asks", frozen));
    }

    @Test
    void atAStartTheOthersAreAskedForAgain() {
        Submission frozen = desk.sent("P-1", A, B);
        Submission other = desk.sent("P-2", A, B);
        desk.sinch.then(says("P-1", A, "Dispatched", B, "Dispatched")).then(says("P-2", A, "Dispatched", B, "Dispatched"));
        desk.after(Duration.ofMinutes(11));
        desk.clock.pass(Duration.ofMinutes(20));
        try (FrozenTransaction node = new FrozenTransaction(desk.db.tx(), em -> DeliveryLog.locked(em, frozen.getId()))) {
            assertTimeout(SHORT, desk.asker.questions()::askAgain);
            assertEquals(1, desk.db.number("select count(*) from submission where ask_at <= ?", desk.clock.instant()));
            assertEquals(1, desk.db.number("select count(*) from submission where id = ? and ask_at <= ?", other.getId(),
                desk.clock.instant()));
        }
    }

    @Test
    void whatItSaysOfInboundsAndOfItsPresenceIsNotWaitedFor() {
        InboundPoller inbounds = new InboundPoller(desk.db.tx(), desk.ids, desk.account(Channel.SMS),
            () -> InboundPoller.Elsewhere.Linked.NO, new PollSchedule(1), desk.clock);
        Jobs jobs = new Jobs(desk.db.tx(), desk.ids, desk.clock);
        jobs.keep(inbounds.kind(), inbounds.subject(), "test");
        JobRunner runner = new JobRunner(desk.db.tx(), desk.clock, List.of(inbounds));
        Heartbeat presence = new Heartbeat(desk.db.tx(), desk.ids, desk.clock);
        presence.tell();
        desk.clock.pass(Duration.ofMinutes(11));
        try (FrozenTransaction node = new FrozenTransaction(desk.db.tx(), em -> SqlWork.on(connection -> {
            Sql.list(connection, row -> row.getString(1), "select id from job for update");
            return Sql.list(connection, row -> row.getString(1), "select seen from presence for update");
        }).apply(em))) {
            assertTimeout(SHORT, () -> assertFalse(runner.step()));
            assertTimeout(SHORT, () -> jobs.keep(inbounds.kind(), inbounds.subject(), "another node, which starts"));
            assertTimeout(SHORT, () -> assertFalse(presence.tell()));
        }
    }
}
