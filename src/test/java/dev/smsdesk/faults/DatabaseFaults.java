package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a database may do under load. One desk and one database for all of it, so each fault also meets what the one before it left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseFaults {
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final Duration PROMPT = Duration.ofMillis(3_500);   // 3 s, and the way there and back on a busy machine
    private static final int KILLS = Run.length(1, 10);
    private static final Duration FREEZE = Run.length(Duration.ofSeconds(7), Duration.ofSeconds(10));
    MortalDatabase database;
    MortalDesk desk;
    private final String kind;
    Traffic traffic;
    Ledger ledger;
    private Sinch sinch;

    DatabaseFaults(String kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        database = MortalDatabase.start(kind);
        desk = new MortalDesk(folder, database.settings());
        desk.start();
    }

    @AfterAll
    void end() {
        if (desk != null) {
            desk.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void load() {
        assertTrue(Run.comesTrue(Duration.ofSeconds(10), desk::isReady), "not ready, though nothing is wrong any more");
        traffic = Traffic.about(desk, 1);
        ledger = new Ledger();
        sinch = new Sinch(traffic, ledger, desk.address()).begin();
        Run.pause(WARM);
        ledger.forgetSlowest();
    }

    @AfterEach
    void rest() {
        sinch.end(DRAIN);
    }

    @Test
    void killedAndRestarted() {
        for (int kill = 0; kill < KILLS; kill++) {
            long before = ledger.unavailable();
            database.kill();
            assertTrue(Run.comesTrue(Duration.ofSeconds(5), () -> ledger.unavailable() > before),
                "no callback was answered 503: " + ledger);
            assertTrue(Run.comesTrue(Duration.ofSeconds(10), () -> !desk.isReady()), "ready without a database");
            database.startAgain();
            assertTrue(Run.comesTrue(Duration.ofSeconds(10), desk::isReady), "not ready though the database is back");
            Run.pause(WARM);
        }
        assertPrompt();
        holds("killed and restarted " + KILLS + " times");
    }

    @Test
    void frozen() {
        database.freeze();
        Run.pause(FREEZE);
        boolean ready = desk.isReady();
        database.thaw();
        assertFalse(ready, "ready, though the database has said nothing for " + FREEZE);
        assertPrompt();
        assertTrue(ledger.unavailable() > 0, "no callback was answered 503: " + ledger);
        holds("frozen for " + FREEZE.toSeconds() + " s");
    }

    /** Every sender had an answer in time. */
    void assertPrompt() {
        assertTrue(ledger.slowest().compareTo(PROMPT) < 0, () -> "a sender waited: " + ledger);
    }

    void holds(String scenario) {
        sinch.end(DRAIN);
        Inspection.holds(kind + " " + scenario, desk, traffic, ledger);
    }
}
