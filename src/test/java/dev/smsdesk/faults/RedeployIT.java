package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each 4xx to a genuine callback counts as lost: that is what {@link Inspection} makes of it. */
@FaultTest
@DisplayName("A new version or a restart of Tomcat under load loses no genuine callback and leaves nothing behind")
class RedeployIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final int TIMES = Run.length(1, 5);
    /** What Tomcat says of an application that leaves something behind. */
    private static final Pattern LEFT = Pattern.compile("(?m)^.*(has failed to stop it|failed to unregister it|failed to remove it|is "
        + "very likely to create a memory leak).*$");
    @TempDir
    Path folder;

    @Test
    void aSecondVersionBesideTheFirst() {
        try (MortalDatabase database = MortalDatabase.startAny(); MortalDesk desk = new MortalDesk(folder, database.settings())) {
            desk.start();
            Traffic traffic = Traffic.about(desk, 1);
            Ledger ledger = new Ledger();
            Sinch sinch = new Sinch(traffic, ledger, desk.address()).begin();
            String old = "sms-desk.war";
            for (int time = 2; time < 2 + TIMES; time++) {
                Run.pause(A_WHILE);
                String next = "sms-desk##00" + time + ".war";
                int before = ledger.acknowledged().size();
                update(desk, old, next, time);
                assertTrue(ledger.acknowledged().size() > before, "nothing was acknowledged while the version changed");
                old = next;
            }
            Run.pause(A_WHILE);
            sinch.end(PATIENCE);
            assertNothingStays(desk);
            assertEquals(0, ledger.broken(), () -> "a connection broke: " + ledger);
            Inspection.holds("updated " + TIMES + " times, a second version beside the first", desk, traffic, ledger);
        }
    }

    /** As docs/install-tomcat.md says. */
    private static void update(MortalDesk desk, String old, String next, int versions) {
        desk.deploy(next);
        assertTrue(Run.comesTrue(PATIENCE, () -> desk.log().split("smsdesk ready", -1).length > versions), "the new version is not ready");
        desk.withdraw(old);
        assertTrue(Run.comesTrue(PATIENCE, () -> !desk.isDeployed(old.replace(".war", ""))), "the old version does not go");
    }

    @Test
    void stoppedInGoodOrderAndStartedAgain() {
        try (MortalDesk desk = MortalDesk.onH2(folder, folder)) {
            desk.start();
            Traffic traffic = Traffic.about(desk, 1);
            Ledger ledger = new Ledger();
            Sinch sinch = new Sinch(traffic, ledger, desk.address()).begin();
            for (int time = 0; time < TIMES; time++) {
                Run.pause(A_WHILE);
                desk.stop();
                desk.start();
            }
            sinch.end(PATIENCE);
            assertEquals(List.of(), left(desk));
            Inspection.holds("stopped and started " + TIMES + " times, H2", desk, traffic, ledger);
        }
    }

    private static void assertNothingStays(MortalDesk desk) {
        assertEquals(List.of(), left(desk));
        assertTrue(Run.comesTrue(Duration.ofSeconds(20),
            () -> desk.liveObjects("org.apache.catalina.loader.ParallelWebappClassLoader") == 1), () -> "class loaders in memory: "
            + desk.liveObjects("org.apache.catalina.loader.ParallelWebappClassLoader"));
    }

    private static List<String> left(MortalDesk desk) {
        return LEFT.matcher(desk.log()).results().map(found -> found.group()).toList();
    }
}
