package dev.smsdesk.faults;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@FaultTest
@DisplayName("Whatever becomes of an H2 server under load: 200 means kept, anything else comes again, and all is well afterwards")
class H2FaultsIT extends DatabaseFaults {
    H2FaultsIT() {
        super("h2");
    }

    @BeforeAll
    static void onlyInItsTurn() {
        Assumptions.assumeTrue(Run.LONG || !ServerProcess.isAtHand("mariadb"), "MariaDB is at hand and tried instead");
    }
}
