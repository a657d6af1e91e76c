package dev.smsdesk.faults;

import org.junit.jupiter.api.DisplayName;

@FaultTest
@DisplayName("Faults of MariaDB under load: 200 means stored, all else is sent again, and afterwards everything is complete")
class MariaDbFaultsIT extends ServerFaults {
    MariaDbFaultsIT() {
        super("mariadb");
    }
}
