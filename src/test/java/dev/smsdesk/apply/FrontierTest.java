package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.CallbackClaims;
import dev.smsdesk.receive.inbox.ClaimCursor;
import dev.smsdesk.receive.inbox.ClaimedCallback;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Claims continue after the last one and miss no callback that became due before it")
class FrontierTest {
    private static final int CHUNK = 10;
    private final ApplyingSide side = new ApplyingSide();
    private final ClaimCursor frontier = new ClaimCursor();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void eachOnceInOrder() {
        keep(35);
        List<String> claimed = new ArrayList<>();
        for (int expected : new int[] {10, 10, 10, 5, 0}) {
            List<ClaimedCallback> some = claim();
            assertEquals(expected, some.size());
            claimed.addAll(CallbackClaims.ids(some));
        }
        assertEquals(side.db.text("select group_concat(id order by id) from callback"), String.join(",", claimed));
    }

    /** Bodies of 1 990 bytes: 526 of them have more than a MiB. */
    @Test
    void alsoWhereTheirBytesAreTheBound() {
        byte[][] bodies = IntStream.range(0, 1_200).mapToObj(i -> String.format("%1990d", i).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
        side.keep(Channel.SMS, bodies);
        Set<String> claimed = new HashSet<>();
        for (int expected : new int[] {526, 526, 148, 0}) {
            List<ClaimedCallback> some = side.db.tx()
                .sql(connection -> CallbackClaims.due(connection, side.clock.instant(), 1_000, frontier));
            assertEquals(expected, some.size());
            claimed.addAll(CallbackClaims.ids(some));
        }
        assertEquals(1_200, claimed.size());
    }

    @Test
    void whatIsDueSinceEarlierIsFoundAtTheEndAtOnce() {
        keep(15);
        claim();
        makeFirstDueAgain();
        assertEquals(6, claim().size(), "five that were left, and it");
    }

    @Test
    void orWithinASecondWhileThereAreMoreThanAClaimTakes() {
        keep(60);
        String first = claim().get(0).id();
        makeFirstDueAgain();
        assertTrue(CallbackClaims.ids(claim()).stream().noneMatch(first::equals), "others come first");
        side.clock.pass(Duration.ofSeconds(1));
        assertTrue(CallbackClaims.ids(claim()).contains(first));
    }

    @Test
    void parkedOnesHaveTheirTurnWithinASecondAsWell() {
        keep(60);
        side.db.run("update callback set state = 'PARKED' where id = ?", first());
        claim();
        side.db.run("update callback set lease_until = ? where state = 'PARKED'", Instant.EPOCH);
        assertEquals(CHUNK, claim().size());
        side.clock.pass(Duration.ofSeconds(1));
        assertEquals(CHUNK + 1, claim().size());
    }

    @Test
    void aClockThatIsPutBackHidesNothing() {
        keep(30);
        claim();
        side.clock.pass(Duration.ofHours(-1));
        side.db.run("update callback set next_attempt_at = ?, lease_until = ?", side.clock.instant().minusSeconds(1), Instant.EPOCH);
        assertEquals(CHUNK, claim().size());
        assertEquals(CHUNK, claim().size());
        assertEquals(CHUNK, claim().size());
    }

    private void makeFirstDueAgain() {
        side.db.run("update callback set lease_until = ? where id = ?", Instant.EPOCH, first());
    }

    private String first() {
        return side.db.text("select min(id) from callback");
    }

    private List<ClaimedCallback> claim() {
        return side.db.tx().sql(connection -> CallbackClaims.due(connection, side.clock.instant(), CHUNK, frontier));
    }

    private void keep(int count) {
        for (int i = 0; i < count; i++) {
            side.keep(Channel.SMS, report("P" + i, "46700000001", "Delivered", 0, "2026-11-24T10:00:01Z", null));
            side.clock.pass(Duration.ofNanos(1_000));
        }
    }
}
