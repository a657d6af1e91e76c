package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@FaultTest
@DisplayName("On a full disk callbacks are answered 503 and the server is not ready; no acknowledged callback is lost")
class DiskFullIT {
    private static final Duration FULL = Run.length(Duration.ofSeconds(3), Duration.ofSeconds(10));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MYSQLS_PATIENCE = Duration.ofSeconds(90);   // it looks once a minute whether there is room again
    @TempDir
    Path folder;

    @Test
    void ofTheEmbeddedDatabase() {
        try (SmallDisk disk = new SmallDisk(64); MortalDesk desk = MortalDesk.onH2(folder, disk.folder())) {
            filledUp("H2", disk, desk, desk::startAgain);   // once its file could not be written, H2 has to be opened anew
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    @EnabledIfSystemProperty(named = "smsdesk.faults", matches = "long", disabledReason = "only in -Pfaults")
    void of(String kind) {
        try (SmallDisk disk = new SmallDisk(512); MortalDatabase database = MortalDatabase.start(kind, disk.folder());
             MortalDesk desk = new MortalDesk(folder, database.settings())) {
            filledUp(kind, disk, desk, () -> { });
        }
    }

    private static void filledUp(String kind, SmallDisk disk, MortalDesk desk, Runnable cure) {
        desk.start();
        Traffic traffic = Traffic.about(desk, 1);
        Ledger ledger = new Ledger();
        Sinch sinch = new Sinch(traffic, ledger, desk.address()).begin();
        disk.leave(1 << 20);
        assertTrue(Run.comesTrue(PATIENCE, () -> ledger.unavailable() > 0), () -> "the disk is full, and no callback was answered 503: "
            + ledger);
        assertTrue(Run.comesTrue(PATIENCE, () -> !desk.isReady()), "ready, though nothing can be kept");
        Run.pause(FULL);
        assertFalse(desk.isReady(), "ready, though nothing can be kept");
        disk.relieve();
        cure.run();
        assertTrue(Run.comesTrue(MYSQLS_PATIENCE, desk::isReady), "not ready, though there is room");
        sinch.end(PATIENCE);
        Inspection.holds("disk full for " + FULL.toSeconds() + " s, " + kind, desk, traffic, ledger);
    }
}
