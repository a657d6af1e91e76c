package dev.smsdesk.faults;

import org.junit.jupiter.api.DisplayName;

@FaultTest
@DisplayName("Faults of MySQL under load: 200 means stored, all else is sent again, and afterwards everything is complete")
class MySqlFaultsIT extends ServerFaults {
    MySqlFaultsIT() {
        super("mysql");
    }
}
