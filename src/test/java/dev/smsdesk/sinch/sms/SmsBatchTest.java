package dev.smsdesk.sinch.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.SmsRegion;
import dev.smsdesk.sinch.call.OutgoingMessage;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A batch always asks for its reports, and goes to Sinch alone")
class SmsBatchTest {
    private static final URI CALLBACK = URI.create("https://desk.example/api/callbacks/sms");

    @Test
    void theWholeBody() {
        assertEquals("{\"to\":[\"+46701234567\",\"+46701234568\"],\"from\":\"SMS Desk\",\"body\":\"Hej \\\"du\\\" "
            + "🚣\",\"type\":\"mt_text\",\"delivery_report\":\"per_recipient\","
                + "\"callback_url\":\"https://desk.example/api/callbacks/sms\",\"client_reference\":\"01K9\","
                + "\"max_number_of_message_parts\":10}",
                SmsBatch.json(new OutgoingMessage(List.of("+46701234567", "+46701234568"), "SMS Desk", "Hej \"du\" 🚣", CALLBACK, "01K9"),
                    SmsOptions.usual()));
    }

    @Test
    void reportsAndPartsAreTheAccountsChoice() {
        String json = SmsBatch.json(batch(List.of("+46701234567")), new SmsOptions("per_recipient_final", 3));
        assertTrue(json.contains("\"delivery_report\":\"per_recipient_final\"") && json.endsWith("\"max_number_of_message_parts\":3}"),
            json);
        assertThrows(IllegalArgumentException.class, () -> new SmsOptions("none", 3));
        assertThrows(IllegalArgumentException.class, () -> new SmsOptions("per_recipient", 0));
    }

    @Test
    void atLeastOneAndAtMostAThousandRecipients() {
        assertTrue(SmsBatch.json(batch(Collections.nCopies(1000, "+46701234567")), SmsOptions.usual()).contains("+46701234567"));
        assertThrows(IllegalArgumentException.class, () -> batch(List.of()));
        assertThrows(IllegalArgumentException.class, () -> SmsBatch.json(batch(Collections.nCopies(1001, "+46701234567")),
            SmsOptions.usual()));
    }

    @Test
    void theCallbackUrlNamesItsHost() {
        assertThrows(IllegalArgumentException.class, () -> new OutgoingMessage(List.of("+46701234567"), "x", "y",
            URI.create("/api/callbacks/sms"), "r"));
    }

    @ParameterizedTest
    @CsvSource({"eu, https://eu.sms.api.sinch.com", "US, https://us.sms.api.sinch.com", "br, https://br.sms.api.sinch.com"})
    void aRegionIsAHost(String region, String base) {
        assertEquals(URI.create(base), SmsRegion.of(region).base());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apse", "", "eu.evil.example/", "169.254.169.254", "localhost", "file:"})
    void noOtherRegion(String name) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> SmsRegion.of(name));
        assertEquals("No such SMS region; there are us, eu, au, br, ca.", refused.getMessage());
    }

    private static OutgoingMessage batch(List<String> to) {
        return new OutgoingMessage(to, "x", "y", CALLBACK, "r");
    }
}
