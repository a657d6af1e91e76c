package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Metrics need SMSDESK_METRICS_TOKEN: without the setting, or without the token, there are none")
class MetricsTokenTest {

    @Test
    void withoutATokenIsNotFoundAndNoHeaderOpensIt() throws InterruptedException {
        try (DeskServer desk = desk(Map.of())) {
            for (String authorization : List.of("", "Bearer ", "Bearer null", "Bearer")) {
                HttpResponse<String> answer = desk.getAs(authorization, "/metrics");
                assertEquals(404, answer.statusCode(), authorization);
                assertEquals("Set SMSDESK_METRICS_TOKEN to open the metrics.\n", answer.body());
                assertFalse(answer.headers().map().containsKey("set-cookie"), "no session");
            }
        }
    }

    @Test
    void withOneAnythingElseIsRefused() throws InterruptedException {
        String token = "only-for-a-test-0123456789";
        try (DeskServer desk = desk(Map.of("SMSDESK_METRICS_TOKEN", token))) {
            for (String authorization : List.of("", "Bearer", "Bearer wrong", "Bearer " + token + "x", "Bearer " + token.substring(1),
                token, "Basic " + token)) {
                HttpResponse<String> answer = desk.getAs(authorization, "/metrics");
                assertEquals(401, answer.statusCode(), authorization);
                assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(null));
                assertFalse(answer.body().contains("smsdesk_"), answer.body());
            }
            HttpResponse<String> opened = desk.getAs("Bearer " + token, "/metrics");
            assertEquals(200, opened.statusCode());
            assertTrue(opened.body().contains("smsdesk_callbacks_silent{family=\"sms\"} 0.0"), opened.body());
        }
    }

    private static DeskServer desk(Map<String, String> more) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("SMSDESK_DB_URL", "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        DeskServer desk = new DeskServer(settings);
        assertTrue(desk.comesTo(200, "/health/ready"));
        return desk;
    }
}
