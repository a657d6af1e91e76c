package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    private static final String DATABASE = "jdbc:h2:mem:" + UUID.randomUUID()
        + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
    private static DeskServer desk;

    @BeforeAll
    static void start() throws InterruptedException {
        desk = new DeskServer(Map.of("SMSDESK_DB_URL", DATABASE, "SMSDESK_DB_USER", "sa", "SMSDESK_API_KEY", KEY,
            "SINCH_WEBHOOK_SECRET", SECRET,
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
        String detail = "There is no such query parameter; there is validate_only. Remove it.";
        assertEquals(List.of(Map.of("pointer", "/dry_run", "detail", detail), Map.of("pointer", "/x~1y", "detail", detail)),
            problem(422, answer).getJSONArray("errors").toList());
        String id = new JSONObject(post("/api/batches", body).body()).getString("id");
        assertEquals(422, post("/api/batches/" + id + "/cancel?why=", "").statusCode());
        assertEquals(422, post("/api/uploads?name=a&nmae=b", "phone\n").statusCode());
    }

    @Test
    void aPreviewStoresNothingAndCountsAsTheBatchWould() {
        String body = "{'from':'+46700000000','to':['+46701234567','0046 70-123 45 67','+4791234567','+46701234567','+12025550123',"
            + "'+14165550123'],'text':'" + "€".repeat(77) + "aaaaaaa’','name':'only a preview'}";
        HttpResponse<String> answer = post("/api/batches?validate_only=true", body);
        assertEquals(200, answer.statusCode(), answer.body());
        JSONObject preview = new JSONObject(answer.body());
        assertEquals(Map.of("recipients", 4, "parts", 8, "encoding", "UCS2", "forced_by", List.of("’"), "by_country", List.of(
            country("CA"), country("NO"), country("SE"), country("US")), "left_out", List.of(
            Map.of("to", "+46701234567", "reason", "duplicate"), Map.of("to", "+46701234567", "reason", "duplicate")),
            "left_out_count", 2), preview.toMap());
        assertEquals(0, count("batch where name = 'only a preview'"));
        JSONObject gsm = new JSONObject(post("/api/batches?validate_only=true", body.replace("’", "x")).body());
        assertEquals("GSM7 8 []", gsm.getString("encoding") + " " + gsm.getInt("parts") + " " + gsm.getJSONArray("forced_by"));
        String id = new JSONObject(post("/api/batches?validate_only=false", body).body()).getString("id");
        assertEquals(4, count("recipient where batch_id = '" + id + "'"));
    }

    private static Map<String, Object> country(String code) {
        return Map.of("country", code, "recipients", 1, "parts", 2);
    }

    @Test
    void aPreviewRefusesWhatTheBatchWouldBeRefusedFor() {
        long before = count("batch");
        String body = "{'from':'+46700000000','to':['+46701234567','x'],'text':'','via':'nowhere'}";
        assertEquals(post("/api/batches", body).body(), post("/api/batches?validate_only=true", body).body());
        String elsewhere = "{'from':'+46700000000','to':['+46701234567'],'text':'Hi','via':'nowhere'}";
        assertEquals("/via", problem(422, post("/api/batches?validate_only=true", elsewhere)).getJSONArray("errors").getJSONObject(0)
            .getString("pointer"));
        for (String unclear : List.of("?validate_only", "?validate_only=yes", "?validate_only=TRUE",
            "?validate_only=false&validate_only=true")) {
            assertEquals("/validate_only", problem(422, post("/api/batches" + unclear, elsewhere.replace(",'via':'nowhere'", "")))
                .getJSONArray("errors").getJSONObject(0).getString("pointer"), unclear);
        }
        assertEquals(before, count("batch"));
    }

    @Test
    void aPreviewOfAnUploadListsItsFaultyRows() {
        String id = new JSONObject(desk.uploadAs("Bearer " + KEY, "/api/uploads",
            "phone;name\n+46 70-123 45 67;A\n0046701234567;B\n12;C\n;D\n+4791234567;E\n").body()).getString("id");
        assertTrue(desk.comesToSay("Bearer " + KEY, "/api/uploads/" + id, "READY"));
        String body = "{'from':'+46700000000','upload':'" + id + "','good_only':true,'text':'Hi'}";
        JSONObject preview = new JSONObject(post("/api/batches?validate_only=true", body).body());
        assertEquals("2 2 GSM7 3", preview.getInt("recipients") + " " + preview.getInt("parts") + " " + preview.getString("encoding")
            + " " + preview.getInt("left_out_count"));
        assertEquals(List.of(Map.of("to", "0046701234567", "reason", "duplicate"), Map.of("to", "12", "reason", "number_wrong"),
            Map.of("to", "", "reason", "number_missing")), preview.getJSONArray("left_out").toList());
        assertEquals("/good_only", problem(422, post("/api/batches?validate_only=true", body.replace("true", "false")))
            .getJSONArray("errors").getJSONObject(0).getString("pointer"));
    }

    @Test
    void theCategoryIsStoredAndShown() {
        String body = "{'from':'+46700000000','to':['+46701234567'],'text':'Hi'}";
        String plain = new JSONObject(post("/api/batches", body).body()).getString("id");
        assertEquals("marketing", get("/api/batches/" + plain).getString("category"));
        String urgent = new JSONObject(post("/api/batches", body.replace("'text'", "'category':'transactional','text'")).body())
            .getString("id");
        assertEquals("transactional", get("/api/batches/" + urgent).getString("category"));
        assertEquals(1, count("batch where id = '" + urgent + "' and priority = 0"));
        for (String wrong : List.of("'TRANSACTIONAL'", "'urgent'", "''", "7")) {
            assertEquals(List.of("/category"), pointers(post("/api/batches", body.replace("'text'", "'category':" + wrong + ",'text'"))));
        }
    }

    @Test
    void aMessageIsABatchOfOneThatAPersonWaitsFor() {
        String body = "{'from':'MyShop','to':'0046 70-123 45 67','text':'Your code is 8472.'}";
        HttpResponse<String> answer = desk.postAs("Bearer " + KEY, "/api/messages", body.replace('\'', '"'), "Idempotency-Key", "m1");
        assertEquals(202, answer.statusCode(), answer.body());
        String id = new JSONObject(answer.body()).getString("id");
        assertEquals("/sms-desk/api/batches/" + id, answer.headers().firstValue("Location").orElse(""));
        JSONObject batch = get("/api/batches/" + id);
        assertEquals("MyShop transactional SENDING +46701234567", batch.getString("from") + " " + batch.getString("category") + " "
            + batch.getString("status") + " " + batch.getJSONArray("recipients").getJSONObject(0).getString("to"));
        assertEquals(answer.body(), desk.postAs("Bearer " + KEY, "/api/messages", body.replace('\'', '"'), "Idempotency-Key", "m1").body());
        assertEquals("urn:smsdesk:problem:idempotency-key-reused", problem(422, desk.postAs("Bearer " + KEY, "/api/batches",
            body.replace("'0046 70-123 45 67'", "['0046 70-123 45 67']").replace('\'', '"'), "Idempotency-Key", "m1")).getString("type"));
        String marketing = new JSONObject(post("/api/messages", body.replace("'text'", "'category':'marketing','text'")).body())
            .getString("id");
        assertEquals("marketing", get("/api/batches/" + marketing).getString("category"));
    }

    @Test
    void whatIsWrongWithAMessageIsSaidAndNothingIsStored() {
        long before = count("batch");
        assertEquals(List.of("/from", "/text", "/to"), pointers(post("/api/messages", "{}")));
        assertEquals(List.of("/to"), pointers(post("/api/messages", "{'from':'MyShop','to':['+46701234567'],'text':'Hi'}")));
        assertEquals(List.of("/to"), pointers(post("/api/messages", "{'from':'MyShop','to':'+4612','text':'Hi'}")));
        assertEquals(List.of("/name"), pointers(post("/api/messages", "{'from':'MyShop','to':'+46701234567','text':'Hi','name':'x'}")));
        assertEquals(List.of("/via"), pointers(post("/api/messages", "{'from':'MyShop','to':'+46701234567','text':'Hi','via':'x'}")));
        assertEquals(List.of("/draft"), pointers(post("/api/messages?draft=true", "{'from':'MyShop','to':'+46701234567','text':'Hi'}")));
        problem(400, post("/api/messages", "to=1"));
        assertEquals(before, count("batch"));
    }

    private static List<Object> pointers(HttpResponse<String> answer) {
        return problem(422, answer).getJSONArray("errors").toList().stream().map(error -> ((Map<?, ?>) error).get("pointer"))
            .map(Object.class::cast).toList();
    }

    private static JSONObject get(String path) {
        return new JSONObject(desk.getAs("Bearer " + KEY, path).body());
    }

    private static long count(String what) {
        try (Connection connection = DriverManager.getConnection(DATABASE, "sa", "");
                ResultSet rows = connection.createStatement().executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callbacksTakeAnyQueryParameter() {
        assertEquals(200, desk.postSigned("/api/callbacks/sms?tenant=1&validate_only=true", "{\"type\":\"mo_text\",\"id\":\"1\","
            + "\"from\":\"46701234567\",\"to\":\"46700000000\",\"body\":\"Hi\"}", SECRET).statusCode());
    }
}
