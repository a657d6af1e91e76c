package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.sandbox.SandboxStore.AcceptedReference;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SandboxStore.Query;
import dev.smsdesk.sandbox.SandboxStore.Unfinished;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The database keeps the sandbox's messages for 14 days and its webhooks for good")
class SandboxRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private final MutableClock clock = new MutableClock(NOW);
    private final Ids ids = new Ids(clock);
    private TestDatabase database;
    private SandboxRows rows;

    @BeforeEach
    void open() {
        database = TestDatabase.open();
        rows = new SandboxRows(database.tx(), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEntryIsReplacedAndStaysUnfinishedUntilItsCallbacksAreThrough() {
        String batch = put(Kind.BATCH, NOW, "12345", "R1");
        String message = put(Kind.MESSAGE, NOW, null, null);
        put(Kind.SMS_INBOUND, NOW, "12345", null);
        rows.put(new Entry(Kind.BATCH, batch, NOW, NOW.plusSeconds(60), "12345", "R2", "changed"));
        assertEquals(List.of(new Unfinished(Kind.BATCH, batch), new Unfinished(Kind.MESSAGE, message)), rows.unfinished());
        assertEquals(Optional.of("changed"), rows.json(Kind.BATCH, batch));
        assertEquals(Optional.empty(), rows.json(Kind.MESSAGE, batch), "it is of another kind");
        rows.finished(batch);
        rows.put(new Entry(Kind.BATCH, batch, NOW, NOW, "12345", "R2", "again"));
        assertEquals(List.of(new Unfinished(Kind.MESSAGE, message)), rows.unfinished(), "what is finished stays finished");
        rows.remove(message);
        assertEquals(List.of(), rows.unfinished());
    }

    @Test
    void listsFilterByKindTimeNumberAndReferenceNewestFirst() {
        String first = put(Kind.BATCH, NOW, "12345", "R1");
        String second = put(Kind.BATCH, NOW.plusSeconds(1), "99999", "R2");
        String third = put(Kind.BATCH, NOW.plusSeconds(2), "12345", "r1");
        put(Kind.MESSAGE, NOW, "12345", "R1");
        Instant end = NOW.plusSeconds(9);
        assertEquals(List.of(third, second, first), list(new Query(Set.of(Kind.BATCH), NOW, end, Set.of(), null)));
        assertEquals(List.of(third, first), list(new Query(Set.of(Kind.BATCH), NOW, end, Set.of("12345", "7"), null)));
        assertEquals(List.of(first), list(new Query(Set.of(Kind.BATCH), NOW, end, Set.of(), "R1")), "case counts");
        assertEquals(List.of(second), list(new Query(Set.of(Kind.BATCH), NOW.plusSeconds(1), NOW.plusSeconds(2), Set.of(), null)),
            "the end is exclusive");
        assertEquals(4, rows.count(new Query(Set.of(Kind.BATCH, Kind.MESSAGE), NOW, end, Set.of(), null)));
        assertEquals(List.of("json of " + second), rows.list(new Query(Set.of(Kind.BATCH), NOW, end, Set.of(), null), 1, 1));
        assertEquals(List.of("json of " + second), rows.batchesDue(NOW.plusSeconds(1), end, 0, 1));
    }

    @Test
    void whatWasAcceptedIsCountedByReferenceAndChannel() {
        put(Kind.BATCH, NOW, null, "R1");
        put(Kind.BATCH, NOW, null, "R1");
        put(Kind.DISPATCH_MESSAGE, NOW, null, "R1");
        put(Kind.BATCH, NOW, null, "R2");
        put(Kind.SMS_INBOUND, NOW, null, "R1");
        assertEquals(List.of(new AcceptedReference(Kind.BATCH, "R1", 2), new AcceptedReference(Kind.DISPATCH_MESSAGE, "R1", 1),
            new AcceptedReference(Kind.BATCH, "R2", 1)),
            rows.accepted(null, 0, 9));
        assertEquals(List.of(new AcceptedReference(Kind.BATCH, "R2", 1)), rows.accepted("R2", 0, 9));
        assertEquals(List.of(new AcceptedReference(Kind.BATCH, "R2", 1)), rows.accepted(null, 2, 1));
    }

    @Test
    void after14DaysOnlyWebhooksAndTheAppAreLeft() {
        String batch = put(Kind.BATCH, NOW, null, null);
        String scheduled = ids.next();
        rows.put(new Entry(Kind.BATCH, scheduled, NOW, NOW.plus(Duration.ofDays(20)), null, null, "json"));
        String webhook = put(Kind.WEBHOOK, NOW, null, null);
        clock.pass(Duration.ofDays(14).plusSeconds(1));
        assertEquals(List.of(new Unfinished(Kind.BATCH, scheduled)), rows.unfinished());
        assertEquals(Optional.empty(), rows.json(Kind.BATCH, batch));
        assertEquals(Optional.of("json of " + webhook), rows.json(Kind.WEBHOOK, webhook));
    }

    private List<String> list(Query query) {
        return rows.list(query, 0, 9).stream().map(json -> json.replace("json of ", "")).toList();
    }

    private String put(Kind kind, Instant at, String number, String reference) {
        String id = ids.next();
        rows.put(new Entry(kind, id, at, at, number, reference, "json of " + id));
        return id;
    }
}
