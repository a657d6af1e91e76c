package dev.smsdesk.sandbox.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox reads a batch as Sinch does and refuses faults with Sinch's codes")
class RequestedBatchTest {
    static final String GOOD = "{\"to\":[\"+46701234567\"],\"from\":\"+46700000000\",\"body\":\"Hej\",\"type\":\"mt_text\","
        + "\"delivery_report\":\"per_recipient\","
            + "\"callback_url\":\"https://desk.example/api/callbacks/sms\",\"client_reference\":\"R1\"}";

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @Test
    void numbersBecomeDigitsAndEachCountsOnce() {
        RequestedBatch request = read(GOOD.replace("\"+46701234567\"", "\"+46 70-123 45 67\",\"0046701234567\",\"46701234568\""));
        assertEquals(List.of("46701234567", "46701234568"), request.to());
        assertEquals("46700000000", request.from());
    }

    @Test
    void whatMayBeLeftOut() {
        RequestedBatch request = read("{\"to\":[\"46701234567\"],\"from\":\"SMS Desk\",\"body\":\"\"}");
        assertEquals("none", request.deliveryReport(), "Sinch's default");
        assertNull(request.callbackUrl());
        assertNull(request.clientReference());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "null", "{} {}", "{\"to\":[\"46701234567\"],\"from\":7}",
        "{\"to\":[\"46701234567\"],\"from\":\"x\",\"body\":{}}"})
    void invalidJson(String body) {
        assertRefused(400, "syntax_invalid_json", body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', value = {
        "\"+46701234567\" | \"foo\"", "\"+46701234567\" | 46701234567", "\"+46701234567\" | \"1234\"",
            "\"+46701234567\" | \"1234567890123456\"",
        "\"+46700000000\" | \"TwelveLetter\"", "\"+46700000000\" | \"åäö\"", "per_recipient | always", "mt_text | mt_binary",
        "https: | ftp:", "https: | javascript:",
        "desk.example | [x"})
    void invalidFormat(String good, String bad) {
        assertRefused(400, "syntax_invalid_parameter_format", GOOD.replace(good, bad));
    }

    @Test
    void beyondTheLimits() {
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("[\"+46701234567\"]", "[]"));
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("\"+46701234567\"", String
            .join(",", Collections.nCopies(1001, "\"46701234567\""))));
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("\"to\":[\"+46701234567\"],", ""));
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("\"from\":\"+46700000000\",", ""));
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("\"body\":\"Hej\",", ""));
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("Hej", "x".repeat(2001)));
        assertEquals(2000, read(GOOD.replace("Hej", "x".repeat(2000))).body().length());
        assertRefused(400, "syntax_constraint_violation", GOOD.replace("R1", "r".repeat(2049)));
    }

    @Test
    void aReportNeedsACallbackUrl() {
        assertRefused(403, "missing_callback_url", GOOD.replaceFirst("\"callback_url\":[^,]*,", ""));
    }

    @Test
    void theAnswerIsTheBatchAsSinchWritesIt() {
        StoredBatch batch = new StoredBatch("B1", NOW, read(GOOD));
        assertEquals("{\"id\":\"B1\",\"to\":[\"46701234567\"],\"from\":\"46700000000\",\"canceled\":false,\"body\":\"Hej\","
            + "\"type\":\"mt_text\","
                + "\"created_at\":\"2026-11-24T08:00:00.000Z\",\"modified_at\":\"2026-11-24T08:00:00.000Z\","
                + "\"delivery_report\":\"per_recipient\","
                + "\"expire_at\":\"2026-11-27T08:00:00.000Z\",\"callback_url\":\"https://desk.example/api/callbacks/sms\","
                + "\"client_reference\":\"R1\","
                + "\"feedback_enabled\":false,\"flash_message\":false}", batch.toJson());
        assertEquals(batch, StoredBatch.from(batch.stored().json()), "and it can be gone on with after a restart");
    }

    private static void assertRefused(int status, String code, String body) {
        CallRefused refusal = assertThrows(CallRefused.class, () -> read(body));
        assertEquals(status + " " + code, refusal.status() + " " + refusal.code());
    }

    private static RequestedBatch read(String body) {
        return RequestedBatch.read(Members.object(body.getBytes(StandardCharsets.UTF_8)), NOW);
    }
}
