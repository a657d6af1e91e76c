package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@FaultTest
@DisplayName("kill -9 of the server under load loses no acknowledged callback, and none takes effect twice")
class ServerKilledIT {
    private static final int KILLS = Run.length(3, 20);
    private static final Duration DRAIN = Duration.ofSeconds(60);
    /** Until a server that has just started has taken a callback. */
    private static final Duration FIRST = Duration.ofSeconds(20);
    @TempDir
    Path folder;

    @Test
    void onTheEmbeddedDatabase() {
        try (MortalDesk desk = MortalDesk.onH2(folder, folder)) {
            killed("server killed " + KILLS + " times, H2", desk);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    @EnabledIfSystemProperty(named = "smsdesk.faults", matches = "long", disabledReason = "only in -Pfaults")
    void on(String kind) {
        try (MortalDatabase database = MortalDatabase.start(kind); MortalDesk desk = new MortalDesk(folder, database.settings())) {
            killed("server killed " + KILLS + " times, " + kind, desk);
        }
    }

    private static void killed(String scenario, MortalDesk desk) {
        desk.start();
        Random random = new Random(7);
        Traffic traffic = Traffic.about(desk, 2);
        Ledger ledger = new Ledger();
        Sinch sinch = new Sinch(traffic, ledger, desk.address()).begin();
        for (int kill = 0; kill < KILLS; kill++) {
            int before = ledger.acknowledged().size();
            for (Instant end = Instant.now().plus(FIRST); ledger.acknowledged().size() == before && Instant.now().isBefore(end); ) {
                Run.pause(Duration.ofMillis(20));
            }
            Run.pause(Duration.ofMillis(random.nextInt(1500)));
            desk.kill();
            assertTrue(ledger.acknowledged().size() > before, "callbacks were taken before kill " + kill);
            desk.start();
        }
        sinch.end(DRAIN);
        Inspection.holds(scenario, desk, traffic, ledger);
    }
}
