package dev.smsdesk.faults;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@FaultTest
@DisplayName("Faults of an H2 server under load: 200 means stored, all else is sent again, and afterwards everything is complete")
class H2FaultsIT extends DatabaseFaults {
    H2FaultsIT() {
        super("h2");
    }

    @BeforeAll
    static void onlyInItsTurn() {
        Assumptions.assumeTrue(Run.LONG || !ServerProcess.isAtHand("mariadb"), "MariaDB is at hand and tried instead");
    }
}
