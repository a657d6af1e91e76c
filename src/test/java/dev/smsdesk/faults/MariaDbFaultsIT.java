package dev.smsdesk.faults;

import org.junit.jupiter.api.DisplayName;

@FaultTest
@DisplayName("Whatever becomes of MariaDB under load: 200 means kept, anything else comes again, and all is well afterwards")
class MariaDbFaultsIT extends ServerFaults {
    MariaDbFaultsIT() {
        super("mariadb");
    }
}
