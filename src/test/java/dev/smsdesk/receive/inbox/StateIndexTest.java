package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Callbacks of a state are one list in the order of their coming, whether they are looked at again or not")
class StateIndexTest {
    private static final int CALLBACKS = 40;
    private final ReceivingSide side = new ReceivingSide();
    private final Instant began = side.clock.instant();
    private final List<String> parked = new ArrayList<>();   // oldest first; of three, one is given up
    private final List<String> waiting = new ArrayList<>();

    StateIndexTest() {
        for (int i = 0; i < CALLBACKS; i++) {
            side.keep(Channel.SMS, utf8("{\"n\":" + i + "}"));
            side.clock.pass(Duration.ofSeconds(1));
        }
        List<String> all = side.kept(null).stream().map(Callbacks.StoredCallback::id).sorted().toList();
        for (int i = 0; i < CALLBACKS; i++) {
            boolean givenUp = i % 3 == 0;
            if (i % 4 != 0) {
                side.db.run("update callback set state = 'PARKED', next_attempt_at = ? where id = ?", givenUp ? null
                    : began.plusSeconds(CALLBACKS - i), all.get(i));
                parked.add(all.get(i));
                if (!givenUp) {
                    waiting.add(all.get(i));
                }
            }
        }
    }

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void pageAfterPage() {
        List<String> read = new ArrayList<>();
        Slice<Callbacks.StoredCallback> page = side.callbacks.newest(CallbackState.PARKED, null, 7);
        for (; page.next() != null; page = side.callbacks.newest(CallbackState.PARKED, page.next(), 7)) {
            assertEquals(7, page.items().size());
            page.items().forEach(row -> read.add(row.id()));
        }
        page.items().forEach(row -> read.add(row.id()));
        assertEquals(parked.stream().sorted(Comparator.reverseOrder()).toList(), read);
    }

    @Test
    void theOldestOfAllAndTheOldestThatIsLookedAtAgain() {
        assertEquals(side.callbacks.one(parked.get(0)).map(Callbacks.StoredCallback::receivedAt), oldest(CallbackState.PARKED, false));
        assertEquals(side.callbacks.one(waiting.get(0)).map(Callbacks.StoredCallback::receivedAt), oldest(CallbackState.PARKED, true));
        assertEquals(Optional.of(began), oldest(CallbackState.PENDING, false));
        assertEquals(Optional.empty(), oldest(CallbackState.SHELVED, false));
    }

    @Test
    void howManyUpToABound() {
        assertEquals(parked.size(), count(CallbackState.PARKED, null, 1000));
        assertEquals(waiting.size(), count(CallbackState.PARKED, true, 1000));
        assertEquals(parked.size() - waiting.size(), count(CallbackState.PARKED, false, 1000));
        assertEquals(5, count(CallbackState.PARKED, null, 5));
        assertEquals(0, count(CallbackState.SHELVED, null, 1000));
    }

    private long count(CallbackState state, Boolean waiting, int most) {
        return side.db.tx().sql(connection -> StateIndex.count(connection, state, waiting, most));
    }

    private Optional<Instant> oldest(CallbackState state, boolean waiting) {
        return side.db.tx().sql(connection -> StateIndex.oldest(connection, state, waiting));
    }
}
