package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("One of two servers on one database freezes during its work: the other finishes it, and the late one changes "
    + "nothing")
class FrozenNodeIT {
    /** Longer than a claim's lease in the long form. */
    private static final Duration FREEZE = Run.length(Duration.ofSeconds(6), Duration.ofSeconds(45));
    private static final int TIMES = Run.length(1, 3);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    @TempDir
    Path first;
    @TempDir
    Path second;

    @Test
    void frozenUnderLoad() {
        try (MortalDatabase database = MortalDatabase.startAny(); MortalDesk one = new MortalDesk(first, database.settings());
             MortalDesk other = new MortalDesk(second, database.settings())) {
            one.start();
            other.start();
            Traffic traffic = Traffic.about(one, 3);
            Ledger ledger = new Ledger();
            Sinch sinch = new Sinch(traffic, ledger, one.address(), other.address()).begin();
            for (int time = 0; time < TIMES; time++) {
                Run.pause(Duration.ofMillis(700));
                int before = ledger.acknowledged().size();
                one.freeze();
                Run.pause(FREEZE);
                assertTrue(ledger.acknowledged().size() > before, "no server took a callback meanwhile");
                one.thaw();
            }
            sinch.end(PATIENCE);
            Inspection.holds("one of two servers frozen " + TIMES + " times for " + FREEZE.toSeconds() + " s", other, traffic, ledger);
        }
    }
}
