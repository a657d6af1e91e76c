package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scripts compose batches over HTTP")
class BatchApiTest {
    private static final String KEY = "only-for-this-test-0123456789";
    private static final String SECRET = "a-secret-of-this-test";
    private static DeskServer desk;

    @BeforeAll
    static void start() throws InterruptedException {
        desk = new DeskServer(Map.of("SMSDESK_DB_URL", "jdbc:h2:mem:" + UUID.randomUUID()
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "SMSDESK_API_KEY", KEY, "SINCH_WEBHOOK_SECRET", SECRET,
            "SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:9/sms-desk"));
        assertTrue(desk.comesTo(200, "/health/ready"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static HttpResponse<String> post(String path, String body) {
        return desk.postAs("Bearer " + KEY, path, body.replace('\'', '"'));
    }

    private static JSONObject problem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
        return new JSONObject(answer.body());
    }

    @Test
    void anUnknownQueryParameterIsRefusedAndNothingIsStored() {
        String body = "{'from':'+46700000000','to':['+46701234567'],'text':'Hi'}";
        HttpResponse<String> answer = post("/api/batches?dry_run=true&x%2Fy", body);
        String detail = "There is no such query parameter. Remove it.";
        assertEquals(List.of(Map.of("pointer", "/dry_run", "detail", detail), Map.of("pointer", "/x~1y", "detail", detail)),
            problem(422, answer).getJSONArray("errors").toList());
        String id = new JSONObject(post("/api/batches", body).body()).getString("id");
        assertEquals(422, post("/api/batches/" + id + "/cancel?why=", "").statusCode());
        assertEquals(422, post("/api/uploads?name=a&nmae=b", "phone\n").statusCode());
    }

    @Test
    void callbacksTakeAnyQueryParameter() {
        assertEquals(200, desk.postSigned("/api/callbacks/sms?tenant=1&validate_only=true", "{\"type\":\"mo_text\",\"id\":\"1\","
            + "\"from\":\"46701234567\",\"to\":\"46700000000\",\"body\":\"Hi\"}", SECRET).statusCode());
    }
}
