package dev.smsdesk.faults;

import org.junit.jupiter.api.DisplayName;

@FaultTest
@DisplayName("Whatever becomes of MySQL under load: 200 means kept, anything else comes again, and all is well afterwards")
class MySqlFaultsIT extends ServerFaults {
    MySqlFaultsIT() {
        super("mysql");
    }
}
