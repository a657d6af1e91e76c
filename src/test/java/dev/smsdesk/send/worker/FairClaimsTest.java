package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Category;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.SubmissionQueue;
import dev.smsdesk.store.FrozenTransaction;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each batch gets its turn, urgent ones first; a claim takes many calls with few statements")
class FairClaimsTest {
    private final TestDesk desk = new TestDesk();
    private final SubmissionClaims claims = desk.claims();

    /** A batch of so many calls. */
    private String batchOf(int calls) {
        desk.sender.recipientsOfACall(1);
        return desk.composed(calls);
    }

    private List<String> batches(List<Claim> claimed) {
        return claimed.stream().map(Claim::batchId).toList();
    }

    @Test
    void oneCallWaitsForNoMoreThanItsTurnBehindAHundred() {
        String large = batchOf(100);
        assertEquals(List.of(large), batches(claims.next(1)));
        String small = batchOf(1);
        List<String> turns = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> turns.addAll(batches(claims.next(1))));
        assertEquals(List.of(small, large, large, large), turns);
    }

    @Test
    void withinOneClaimToo() {
        String large = batchOf(100);
        String small = batchOf(1);
        assertEquals(List.of(large, small, large, large, large), batches(claims.next(5)));
        assertEquals(64, claims.next(64).size(), "what the others do not need is the large one's");
        assertEquals(32, claims.next(64).size());
        assertEquals(List.of(), claims.next(64));
    }

    @Test
    void moreBatchesThanAClaimTakesAreServedInTurn() {
        List<String> all = IntStream.range(0, 5).mapToObj(i -> batchOf(2)).toList();
        assertEquals(all.subList(0, 3), batches(claims.next(3)));
        assertEquals(List.of(all.get(3), all.get(4), all.get(0)), batches(claims.next(3)));
        assertEquals(all.subList(1, 4), batches(claims.next(3)));
        assertEquals(List.of(all.get(4)), batches(claims.next(3)));
    }

    @Test
    void urgentBatchesGoFirstAndInTurn() {
        String usual = batchOf(3);
        String one = batchOf(2);
        String other = batchOf(1);
        desk.sql("update batch set priority = 0 where id in (?, ?)", one, other);
        assertEquals(List.of(one, other), batches(claims.next(2)));
        assertEquals(List.of(one, usual), batches(claims.next(2)));
    }

    @Test
    void transactionalBatchesAreUrgentAndTheirCallsSaySo() {
        String usual = batchOf(1);
        String code = desk.outbox().enqueue(new Order("+46700000000", TestDesk.numbers(1), "Hello", null, null, Category.TRANSACTIONAL),
            "anna", null);
        List<Claim> claimed = claims.next(2);
        assertEquals(List.of(code, usual), batches(claimed));
        assertEquals(List.of(false, true), claimed.stream().map(claim -> claim.message().marketing()).toList());
    }

    @Test
    void onlyABatchThatIsBeingSentAndIsDueIsClaimed() {
        for (String status : List.of("DRAFT", "AWAITING_APPROVAL", "SCHEDULED", "PAUSED", "FINISHED", "CANCELLED")) {
            desk.sql("update batch set status = ? where id = ?", status, batchOf(1));
        }
        desk.sql("update submission set next_attempt_at = ? where batch_id = ?",
            TestDesk.NOON.plusMillis(1).atOffset(ZoneOffset.UTC).toLocalDateTime(), batchOf(1));
        assertEquals(List.of(), claims.next(10));
        desk.clock.pass(Duration.ofMillis(1));
        assertEquals(1, claims.next(10).size());
    }

    @Test
    void whatAFrozenNodeHasLockedAtTheHeadOfABatchHoldsUpNothingBehindIt() {
        String batch = batchOf(70);
        List<String> ids = desk.submissions(batch).stream().map(Submission::getId).sorted().toList();
        try (FrozenTransaction node = new FrozenTransaction(desk.tx, em -> ids.subList(0, 64).forEach(id -> DeliveryLog.locked(em, id)))) {
            assertEquals(List.of(ids.get(64)), claims.next(1).stream().map(Claim::submissionId).toList());
            assertEquals(ids.subList(65, 70), claims.next(64).stream().map(Claim::submissionId).toList());
        }
        assertEquals(64, claims.next(64).size());
    }

    @Test
    void aClaimIsALeaseWithANumber() {
        String batch = batchOf(1);
        Claim claim = claims.next(1).get(0);
        Submission taken = desk.submission(batch);
        assertEquals(List.of(SubmissionState.SENDING, 1, TestDesk.NOON), List.of(taken.getState(), taken.getAttempts(),
            taken.getCalledAt()));
        assertTrue(taken.isHeldBy(claim.lease()));
        assertEquals(TestDesk.NOON.plus(SubmissionClaims.LEASE), claim.until());
        assertEquals(List.of("+46701000000"), claim.message().to());
        assertEquals(List.of("+46700000000", "Hello", taken.getId(), TestDesk.CALLBACKS),
            List.of(claim.message().from(), claim.message().text(), claim.message().reference(), claim.message().callbackUrl()));
    }

    @Test
    void theNumberOfStatementsDoesNotGrow() throws SQLException {
        Stream.of(1, 1, 40).forEach(this::batchOf);
        SubmissionQueue queue = new SubmissionQueue(TestDesk.SMS.id());
        AtomicInteger statements = new AtomicInteger();
        try (Connection counted = counted(TestDesk.dataSource().getConnection(), statements)) {
            assertEquals(1, queue.take(counted, 1, TestDesk.NOON, TestDesk.NOON).size());
            int one = statements.getAndSet(0);
            assertEquals(41, queue.take(counted, 64, TestDesk.NOON, TestDesk.NOON).size());
            assertEquals(List.of(one, 5), List.of(statements.get(), one));
        }
    }

    private static Connection counted(Connection real, AtomicInteger statements) {
        return (Connection) Proxy.newProxyInstance(FairClaimsTest.class.getClassLoader(), new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                statements.incrementAndGet();
            }
            return method.invoke(real, arguments);
        });
    }
}
