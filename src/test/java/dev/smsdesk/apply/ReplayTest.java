package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.inbound;
import static dev.smsdesk.receive.callback.Bodies.report;
import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.apply.ReplayPreview.Shift;
import dev.smsdesk.apply.ReplayPreview.Turn;
import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Shelf;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A dry run tells exactly what reprocessing will change, and correct states stay")
class ReplayTest {
    private static final String ONE = "46701230001";
    private static final String TWO = "46701230002";
    private static final ReplayFilter ALL = new ReplayFilter(null, null, null, null, null, null, null);
    private final ApplyingSide side = new ApplyingSide();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void whereAllIsRightNothingWouldChangeAndNothingChanges() {
        String submission = delivered();
        side.receive(Channel.SMS, inbound("M1", ONE, "Thanks"));
        ReplayPreview preview = side.replay.preview(ALL);
        assertTrue(preview.isNothing(), preview.toString());
        assertEquals(3, preview.lookedAt());
        assertFalse(preview.more());
        String before = everything(submission);
        ReplayRun run = side.replayed(ALL);
        assertEquals(List.of(3L, 0L, 0L), List.of(run.job().done(), run.newReports(), run.moves()));
        assertTrue(run.job().isFinished());
        assertEquals(before, everything(submission));
    }

    @Test
    void reportsThatWereLostAndStatesThatWereWrongAreToldAndRestored() {
        String submission = delivered();
        side.db.run("delete from report where digits = ?", ONE);
        side.db.run("update recipient set state = 'WAITING', operator_at = null, reported_at = null, code = null, provider_id = null "
            + "where digits = ?", ONE);
        side.db.run("update recipient set state = 'READ' where digits = ?", TWO);
        ExactCounts.write(side.db.tx());
        ReplayPreview preview = side.replay.preview(ALL);
        assertEquals(1, preview.newReports());
        assertEquals(Map.of(new Shift(DeliveryState.WAITING, DeliveryState.DELIVERED), 1,
            new Shift(DeliveryState.READ, DeliveryState.FAILED), 1), preview.shifts());
        assertEquals(2, preview.moves().size());
        assertEquals(1, side.db.number("select count(*) from report"), "looking writes nothing");
        assertEquals(DeliveryState.WAITING, side.recipient(submission, ONE).getState());
        ReplayRun run = side.replayed(ALL);
        assertEquals(List.of(1L, 2L), List.of(run.newReports(), run.moves()));
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
        assertEquals(DeliveryState.FAILED, side.recipient(submission, TWO).getState(), "also where the row said more than its reports do");
        assertTrue(side.replay.preview(ALL).isNothing());
    }

    @Test
    void aWordThatAnOlderVersionDidNotKnowIsUnderstoodAfterwards() {
        String submission = delivered();
        side.db.run("update report set state = null where digits = ?", ONE);
        side.db.run("update recipient set state = 'WAITING', operator_at = null, reported_at = null, code = null, provider_id = null "
            + "where digits = ?", ONE);
        ExactCounts.write(side.db.tx());
        assertEquals(Map.of(new Shift(DeliveryState.WAITING, DeliveryState.DELIVERED), 1), side.replay.preview(ALL).shifts());
        side.replayed(ALL);
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
        assertEquals("DELIVERED", side.db.text("select state from report where digits = ?", ONE), "the report says so, too");
        assertEquals(2, side.db.number("select count(*) from report"));
    }

    @Test
    void theShelfIsReadAgainByReasonOrAltogether() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission),
            utf8("{\"type\":\"mo_hologram\"}"), utf8("[]"));
        side.db.run("update callback set state = 'SHELVED', note = 'an older version could not read this' where state = 'APPLIED'");
        side.db.run("delete from report");
        side.db.run("update recipient set state = 'WAITING', operator_at = null, reported_at = null, code = null, provider_id = null");
        ExactCounts.write(side.db.tx());
        assertEquals(3, new Shelf(side.db.tx()).reasons().stream().mapToLong(Shelf.Reason::callbacks).sum());
        ReplayFilter reason = new ReplayFilter(null, CallbackState.SHELVED, "an older version could not read this", null, null, null, null);
        assertEquals(Map.of(new Turn(CallbackState.SHELVED, CallbackState.APPLIED), 1), side.replay.preview(reason).turns());
        assertEquals(1, side.replayed(reason).job().done());
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
        assertEquals(2, side.replayed(new ReplayFilter(null, CallbackState.SHELVED, null, null, null, null, null)).job().done());
        assertEquals(2, side.kept(CallbackState.SHELVED).size(), "what is still not understood stays where it is");
    }

    @Test
    void anAppliedCallbackStaysApplied() {
        String submission = delivered();
        side.db.run("update callback set body = ?, note = 'as it was'", (Object) utf8("{\"type\":\"mo_hologram\"}"));
        String before = everything(submission);
        assertTrue(side.replay.preview(ALL).isNothing());
        side.replayed(ALL);
        assertEquals(before, everything(submission));
        assertEquals(2, side.kept(CallbackState.APPLIED).size());
    }

    @Test
    void anOrphanWhoseMessageIsKnownByNowIsApplied() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        side.db.run("update callback set next_attempt_at = null");
        side.link(submission, "P9");
        side.db.run("update callback set next_attempt_at = null");
        ReplayFilter orphans = new ReplayFilter(null, CallbackState.PARKED, null, null, null, null, null);
        assertEquals(Map.of(new Turn(CallbackState.PARKED, CallbackState.APPLIED), 1), side.replay.preview(orphans).turns());
        side.replayed(orphans);
        assertEquals(DeliveryState.DELIVERED, side.recipient(submission, ONE).getState());
    }

    @Test
    void eachFilterNarrows() {
        String submission = delivered();
        String batch = side.recipient(submission, ONE).getBatchId();
        side.clock.pass(Duration.ofHours(3));
        Instant later = side.clock.instant();
        side.receive(Channel.CONVERSATION, inbound("M1", ONE, "not of this path"));
        assertEquals(2, lookedAt(new ReplayFilter(Channel.SMS, null, null, null, null, null, null)));
        assertEquals(1, lookedAt(new ReplayFilter(null, CallbackState.SHELVED, null, null, null, null, null)));
        assertEquals(1, lookedAt(new ReplayFilter(null, null, null, later, null, null, null)));
        assertEquals(2, lookedAt(new ReplayFilter(null, null, null, null, later, null, null)));
        assertEquals(2, lookedAt(new ReplayFilter(null, null, null, null, null, "P1", null)));
        assertEquals(0, lookedAt(new ReplayFilter(null, null, null, null, null, "P2", null)));
        assertEquals(2, lookedAt(new ReplayFilter(null, null, null, null, null, null, batch)));
        assertEquals(0, lookedAt(new ReplayFilter(null, null, null, null, null, null, submission)));
    }

    @Test
    void theFilterOfABatchLeavesOutTheOtherChannelsMessageWithTheSameId() {
        String batch = side.recipient(delivered(), ONE).getBatchId();
        int before = lookedAt(new ReplayFilter(null, null, null, null, null, null, batch));
        side.receive(Channel.CONVERSATION, utf8("{\"message_delivery_report\":{\"message_id\":\"P1\",\"status\":\"FAILED\"}}"));
        assertEquals(before, lookedAt(new ReplayFilter(null, null, null, null, null, null, batch)));
        assertEquals(before + 1, lookedAt(new ReplayFilter(null, null, null, null, null, "P1", null)));
    }

    @Test
    @Tag("slow")
    void whatComesAfterItWasAskedForIsNotItsBusinessAndItGoesChunkByChunkOnAnyNode() {
        String submission = side.compose(ONE);
        for (int i = 0; i < 1_100; i++) {
            side.keep(Channel.SMS, report("P1", ONE, "Dispatched", 401, Instant.parse("2026-11-24T10:00:00Z").plusSeconds(i)
                .toString(), submission));
        }
        side.applyAll();
        String id = side.replay.begin(ALL, "ann");
        side.clock.pass(Duration.ofSeconds(1));
        side.receive(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T11:00:01Z", submission));
        assertTrue(side.runner.step());
        assertEquals(500, side.replay.run(id).orElseThrow().job().done());
        JobRunner other = new JobRunner(side.db.tx(), side.clock, List.of(side.replay(side.node())));
        while (other.step()) {
            side.clock.instant();
        }
        ReplayRun run = side.replay.run(id).orElseThrow();
        assertEquals(List.of(1_100L, 0L, 0L), List.of(run.job().done(), run.newReports(), run.moves()));
        assertTrue(run.job().isFinished());
    }

    @Test
    void aLockedCallbackIsRetried() {
        String submission = side.compose(ONE);
        for (int i = 1; i <= 3; i++) {
            side.receive(Channel.SMS, report("P1", ONE, "Dispatched", 401, "2026-11-24T10:00:0" + i + "Z", submission));
        }
        String id = side.replay.begin(ALL, "ann");
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        CompletableFuture<Void> inbox = Concurrently.inThread(() -> side.db.tx().sql(connection -> {
            Sql.run(connection, "update callback set seen = seen + 1 where id = ?", side.kept(null).get(1).id());
            locked.countDown();
            Concurrently.await(free);
            return null;
        }));
        Concurrently.await(locked);
        for (int tries = 0; tries < 2; tries++) {
            assertTrue(side.runner.step());
            assertFalse(side.runner.step(), "nothing to do at once");
            side.clock.pass(Duration.ofSeconds(2));
            assertEquals(1, side.replay.run(id).orElseThrow().job().done());
            assertFalse(side.replay.run(id).orElseThrow().job().isFinished());
        }
        free.countDown();
        inbox.join();
        while (side.runner.step()) {
            side.clock.instant();
        }
        assertEquals(3, side.replay.run(id).orElseThrow().job().done());
        assertTrue(side.replay.run(id).orElseThrow().job().isFinished());
    }

    @Test
    void aChunkWhoseNodeWasKilledBeforeItSaidSoIsAppliedOnceMoreAndCountedOnce() {
        delivered();
        side.db.run("delete from report where digits = ?", ONE);
        String id = side.replay.begin(ALL, "ann");
        side.replay.step(side.jobs.find(id).orElseThrow());
        Job before = side.jobs.find(id).orElseThrow();
        assertEquals(0, before.done());
        side.replay.step(before);
        while (side.runner.step()) {
            side.clock.instant();
        }
        ReplayRun run = side.replay.run(id).orElseThrow();
        assertEquals(List.of(2L, 1L), List.of(run.job().done(), run.newReports()));
        assertEquals(0, side.db.number("select count(*) from callback where lease_until > ? or next_attempt_at is not null",
            side.clock.instant()));
    }

    @Test
    void oneAfterTheOther() {
        delivered();
        String first = side.replay.begin(ALL, "ann");
        String second = side.replay.begin(ALL, "bob");
        assertEquals(List.of(second, first), side.replay.latest(2).stream().map(run -> run.job().id()).toList());
        Step waits = side.replay.step(side.jobs.find(second).orElseThrow());
        assertEquals(new Step(false, waits.reached(), 0, Duration.ofSeconds(2)), waits);
        while (side.runner.step()) {
            side.clock.instant();
        }
        assertEquals(2, side.jobs.find(first).orElseThrow().done());
        assertEquals(2, side.jobs.find(second).orElseThrow().done());
    }

    @ParameterizedTest
    @EnumSource(value = CallbackState.class, names = {"SHELVED", "PARKED", "PENDING", "APPLIED"})
    void whatIsToldIsWhatComesWhereverItStood(CallbackState stood) {
        String submission = delivered();
        side.db.run("update callback set state = ?, next_attempt_at = null", stood.name());
        side.db.run("update recipient set state = 'READ' where digits = ?", TWO);
        ExactCounts.write(side.db.tx());
        ReplayPreview preview = side.replay.preview(ALL);
        assertEquals(Map.of(new Shift(DeliveryState.READ, DeliveryState.FAILED), 1), preview.shifts());
        assertEquals(1, side.replayed(ALL).moves());
        assertEquals(DeliveryState.FAILED, side.recipient(submission, TWO).getState());
    }

    @Test
    void anIdThatOneCallbackTellsIsKnownForAllThatFollowAlsoInTheForesight() {
        String submission = side.compose(ONE);
        for (int i = 0; i < 600; i++) {
            side.keep(Channel.SMS, report("P1", ONE, "Dispatched", 401, Instant.parse("2026-11-24T10:00:00Z").plusSeconds(i).toString(),
                i == 0 ? submission : null));
        }
        assertEquals(Map.of(new Turn(CallbackState.PENDING, CallbackState.APPLIED), 600), side.replay.preview(ALL).turns());
    }

    @Test
    void whatCameLongAfterItsEndIsNotEvenLookedFor() {
        Instant end = side.clock.instant();
        ReplayFilter before = new ReplayFilter(null, null, null, null, end, null, null);
        String later = Ids.firstAt(end.plus(Duration.ofDays(1)));
        assertTrue(before.afterLast(later).compareTo(later) < 0);
        assertTrue(before.afterLast(later).compareTo(Ids.firstAt(end)) > 0);
        assertEquals(later, ALL.afterLast(later));
    }

    private int lookedAt(ReplayFilter filter) {
        int foreseen = side.replay.preview(filter).lookedAt();
        assertEquals(foreseen, side.replayed(filter).job().done(), filter.inWords());
        return foreseen;
    }

    /** One recipient delivered, the other failed. @return the submission's id */
    private String delivered() {
        String submission = side.compose(ONE, TWO);
        side.receive(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission),
            report("P1", TWO, "Failed", 402, "2026-11-24T10:00:01Z", submission));
        return submission;
    }

    private String everything(String submission) {
        return side.db.text("select group_concat(concat(id, state, coalesce(note, '-'), case when next_attempt_at is null then '-' else "
            + "'due' end) order by id) from callback")
            + side.db.text("select group_concat(concat(id, identity, coalesce(state, '-')) order by id) from report")
            + side.db.text("select group_concat(concat(id, state, case when reported_at is null then '-' else 'timed' end, conflict) "
            + "order by id) from recipient")
            + side.db.number("select count(*) from inbound") + side.db.text("select state from submission where id = ?", submission);
    }
}
