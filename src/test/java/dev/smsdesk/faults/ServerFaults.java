package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What MariaDB and MySQL can be told to do beyond that. */
abstract class ServerFaults extends DatabaseFaults {
    private static final Duration TROUBLE = Run.length(Duration.ofSeconds(4), Duration.ofSeconds(10));

    ServerFaults(String kind) {
        super(kind);
    }

    @Test
    void readOnly() {
        database.sql("set global read_only = 1");
        try {
            Run.pause(Duration.ofMillis(500));   // what had begun before may still be kept
            int before = ledger.acknowledged().size();
            Run.pause(TROUBLE);
            assertEquals(before, ledger.acknowledged().size(), "answered 2xx by a database that takes nothing");
            assertFalse(desk.isReady(), "ready, though nothing can be kept");
            String page = desk.send(desk.request("/batches").build()).body();
            assertTrue(page.contains("The database takes nothing: it is read-only."), page);
        } finally {
            database.sql("set global read_only = 0");
        }
        assertPrompt();
        holds("read-only for " + TROUBLE.toSeconds() + " s");
    }

    @Test
    void tableHeldByAnother() throws InterruptedException {
        Process other = ((ServerProcess) database).session("lock tables callback write; do sleep(" + TROUBLE.toSeconds() + ")");
        assertEquals(0, other.waitFor(), "the table was not locked");
        assertPrompt();
        holds("table callback locked for " + TROUBLE.toSeconds() + " s");
    }

    @Test
    void poolExhaustedByOtherWork() throws InterruptedException {
        Process other = ((ServerProcess) database).session("lock tables batch write; do sleep(" + TROUBLE.toSeconds() + ")");
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread reader = new Thread(() -> desk.send(desk.request("/api/batches/" + traffic.batches().get(0)).header("Authorization",
                "Bearer " + MortalDesk.KEY).build()));
            reader.setUncaughtExceptionHandler((thread, timeout) -> { });
            reader.start();
            readers.add(reader);
        }
        assertEquals(0, other.waitFor(), "the table was not locked");
        for (Thread reader : readers) {
            reader.join();
        }
        assertPrompt();
        holds("every connection of the pool taken for " + TROUBLE.toSeconds() + " s");
    }
}
