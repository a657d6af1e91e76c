package dev.smsdesk.sinch.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The vectors collected from Sinch's own code get the answer that a strict verifier gives")
class SinchVectorsTest {

    @Test
    void allOfThem() throws IOException {
        for (JsonNode vector : SharedNotes.json("hmac-vectors.json")) {
            boolean genuine = verdict(vector) == Verdict.GENUINE;
            assertEquals(vector.get("expected_strict").booleanValue(), genuine, vector.get("source") + " " + vector.get("note"));
        }
    }

    private static Verdict verdict(JsonNode vector) {
        Map<String, List<String>> headers = new HashMap<>();
        vector.get("headers").fields().forEachRemaining(header -> headers.put(header.getKey(), List.of(header.getValue().textValue())));
        List<Secret> secrets = new ArrayList<>();
        if (!vector.path("secret").asText().isEmpty() && !vector.get("secret").isNull()) {
            secrets.add(Secret.of("vector", vector.get("secret").textValue()));
        }
        SignatureCheck check = new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5),
            Clock.fixed(signedAt(headers), ZoneOffset.UTC));
        return check.check(headers, Base64.getDecoder().decode(vector.get("body_base64").textValue()), secrets).verdict();
    }

    private static Instant signedAt(Map<String, List<String>> headers) {
        Instant at = SignatureHeaders.of(headers).signedAt();
        return at == null ? Instant.EPOCH : at;
    }
}
