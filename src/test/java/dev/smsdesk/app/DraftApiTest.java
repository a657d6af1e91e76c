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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A draft is changed, tested, copied and confirmed over HTTP; nothing of it is sent before")
class DraftApiTest {
    private static final String KEY = "Bearer only-for-this-test-0123456789";
    private static final String DATABASE = "jdbc:h2:mem:" + UUID.randomUUID()
        + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
    private static final String DRAFT = "{'from':'MyShop','to':['+46701234567','+4791234567'],'text':'Autumn sale',"
        + "'name':'Sale','draft':true}";
    private static DeskServer desk;

    @BeforeAll
    static void start() throws InterruptedException {
        desk = new DeskServer(Map.of("SMSDESK_DB_URL", DATABASE, "SMSDESK_DB_USER", "sa", "SMSDESK_API_KEY", KEY.substring(7),
            "SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:9/sms-desk"));
        assertTrue(desk.comesTo(200, "/health/ready"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        return desk.postAs(KEY, "/api/batches" + path, body.replace('\'', '"'), headers);
    }

    private static HttpResponse<String> patch(String id, String body, String... headers) {
        return desk.patchAs(KEY, "/api/batches/" + id, body.replace('\'', '"'), headers);
    }

    private static String draft() {
        return new JSONObject(post("", DRAFT).body()).getString("id");
    }

    private static JSONObject get(String id) {
        return new JSONObject(desk.getAs(KEY, "/api/batches/" + id).body());
    }

    private static JSONObject batch(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        JSONObject batch = new JSONObject(answer.body());
        assertEquals("\"" + batch.getInt("version") + "\"", answer.headers().firstValue("ETag").orElse(""));
        return batch;
    }

    private static String problem(HttpResponse<String> answer) {
        JSONObject problem = new JSONObject(answer.body());
        assertEquals(answer.statusCode(), problem.getInt("status"));
        return answer.statusCode() + " " + problem.getString("detail");
    }

    private static List<String> pointers(HttpResponse<String> answer) {
        assertEquals(422, answer.statusCode(), answer.body());
        JSONArray errors = new JSONObject(answer.body()).getJSONArray("errors");
        return IntStream.range(0, errors.length()).mapToObj(i -> errors.getJSONObject(i).getString("pointer")).toList();
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

    private static long calls(String id) {
        return count("submission where batch_id = '" + id + "'");
    }

    @Test
    void aDraftIsSentOnceItIsConfirmed() {
        String id = draft();
        JSONObject draft = get(id);
        assertEquals("DRAFT 0 0", draft.getString("status") + " " + draft.getInt("version") + " " + calls(id));
        JSONObject confirmed = batch(202, post("/" + id + "/confirm", ""));
        assertEquals("SENDING 1 2", confirmed.getString("status") + " " + confirmed.getInt("version") + " "
            + confirmed.getJSONArray("recipients").length());
        assertEquals(1, batch(202, post("/" + id + "/confirm", "")).getInt("version"), "confirmed already");
        assertEquals(1, calls(id));
    }

    @Test
    void oneOfTwoThatConfirmDifferentVersionsIsRefused() {
        String id = draft();
        batch(202, patch(id, "{'text':'Winter sale'}", "If-Match", "\"0\""));
        assertEquals("412 The batch was changed after you read it. Nothing was changed; read it again.",
            problem(post("/" + id + "/confirm", "", "If-Match", "\"0\"")));
        assertEquals(0, calls(id));
        assertEquals("Winter sale", batch(202, post("/" + id + "/confirm", "", "If-Match", "\"1\"")).getString("text"));
    }

    @Test
    void aCancelledDraftIsNeitherConfirmedNorCopied() {
        String id = draft();
        batch(202, post("/" + id + "/cancel", ""));
        assertEquals("409 It was cancelled. Nothing was sent.", problem(post("/" + id + "/confirm", "")));
        assertEquals("409 It was cancelled. Nothing was changed.", problem(patch(id, "{'text':'x'}", "If-Match", "*")));
        assertEquals("409 It was cancelled before it was confirmed: its recipients are gone.", problem(post("/" + id + "/duplicate", "")));
        assertEquals("409 It was cancelled. Nothing was changed.", problem(post("/" + id + "/test", "{'to':'+46701234567'}")));
    }

    @Test
    void aChangeReplacesWhatItNamesAndNothingElse() {
        String id = draft();
        JSONObject changed = batch(202, patch(id, "{'text':'Winter sale','category':'transactional'}", "If-Match", "\"0\""));
        assertEquals("MyShop Winter sale Sale transactional DRAFT 1", changed.getString("from") + " " + changed.getString("text") + " "
            + changed.getString("name") + " " + changed.getString("category") + " " + changed.getString("status") + " "
            + changed.getInt("version"));
        assertEquals(0, count("batch where id = '" + id + "' and priority <> 0"));
        JSONObject again = batch(202, patch(id, "{'to':['+46701234568'],'name':null}", "If-Match", "\"1\""));
        assertEquals(JSONObject.NULL, again.get("name"));
        JSONObject sent = batch(202, post("/" + id + "/confirm", ""));
        assertEquals("+46701234568", sent.getJSONArray("recipients").getJSONObject(0).getString("to"));
        assertEquals(1, sent.getJSONArray("recipients").length());
        assertEquals("409 It was confirmed: it is no draft any more. Nothing was changed.", problem(patch(id, "{'text':'x'}", "If-Match",
            "\"3\"")));
    }

    @Test
    void aChangeNeedsTheVersionThatItsCallerSaw() {
        String id = draft();
        HttpResponse<String> without = patch(id, "{'text':'x'}");
        assertEquals("428 Send the header If-Match with the ETag of the batch as you read it.", problem(without));
        assertTrue(without.body().contains("urn:smsdesk:problem:if-match-missing"));
        HttpResponse<String> stale = patch(id, "{'text':'x'}", "If-Match", "\"7\"");
        assertEquals("412 The batch was changed after you read it. Nothing was changed; read it again.", problem(stale));
        assertTrue(stale.body().contains("urn:smsdesk:problem:changed-meanwhile"));
        for (String tag : List.of("0", "W/\"0\"", "\"\"")) {
            assertEquals(412, patch(id, "{'text':'x'}", "If-Match", tag).statusCode(), tag);
        }
        assertEquals("Autumn sale 0", get(id).getString("text") + " " + get(id).getInt("version"));
        batch(202, patch(id, "{'text':'x'}", "If-Match", "\"7\", \"0\""));
    }

    @Test
    void aChangeThatIsWrongChangesNothing() {
        String id = draft();
        assertEquals(List.of("/text", "/to/1"), pointers(patch(id, "{'text':'','to':['+46701234567','x']}", "If-Match", "*")));
        assertEquals(List.of("/to"), pointers(patch(id, "{'to':[]}", "If-Match", "*")));
        assertEquals(List.of("/draft"), pointers(patch(id, "{'draft':false,'text':'x'}", "If-Match", "*")));
        assertEquals(List.of(""), pointers(patch(id, "{}", "If-Match", "*")));
        assertEquals(List.of("/via"), pointers(patch(id, "{'via':'nowhere'}", "If-Match", "*")));
        assertEquals(List.of("/validate_only"), pointers(patch(id + "?validate_only=true", "{'text':'x'}", "If-Match", "*")));
        assertEquals(400, patch(id, "text=x", "If-Match", "*").statusCode());
        assertEquals(404, patch("01K9AAAAAAAAAAAAAAAAAAAAAA", "{'text':'x'}", "If-Match", "*").statusCode());
        assertEquals("Autumn sale 0", get(id).getString("text") + " " + get(id).getInt("version"));
    }

    @Test
    void aCopyIsADraftOfTheSameRecipients() {
        String sent = new JSONObject(post("", DRAFT.replace("'draft':true", "'category':'transactional'")).body()).getString("id");
        HttpResponse<String> answer = post("/" + sent + "/duplicate", "", "Idempotency-Key", "d1");
        JSONObject copy = batch(202, answer);
        assertEquals("DRAFT Autumn sale Sale transactional", copy.getString("status") + " " + copy.getString("text") + " "
            + copy.getString("name") + " " + copy.getString("category"));
        String id = copy.getString("id");
        assertEquals("/sms-desk/api/batches/" + id, answer.headers().firstValue("Location").orElse(""));
        assertEquals(id, batch(202, post("/" + sent + "/duplicate", "", "Idempotency-Key", "d1")).getString("id"));
        assertEquals(422, post("/" + id + "/duplicate", "", "Idempotency-Key", "d1").statusCode());
        String third = batch(202, post("/" + id + "/duplicate", "")).getString("id");
        assertEquals(List.of("+46701234567", "+4791234567"), recipients(batch(202, post("/" + third + "/confirm", ""))));
        assertEquals(0, calls(id));
        assertEquals(404, post("/01K9AAAAAAAAAAAAAAAAAAAAAA/duplicate", "").statusCode());
    }

    private static List<String> recipients(JSONObject batch) {
        JSONArray all = batch.getJSONArray("recipients");
        return IntStream.range(0, all.length()).mapToObj(i -> all.getJSONObject(i).getString("to")).toList();
    }

    @Test
    void aTestGoesToOneNumberAndLeavesTheDraftAsItIs() {
        String id = draft();
        JSONObject test = batch(202, post("/" + id + "/test", "{'to':'0046 70-123 45 99'}", "Idempotency-Key", "t1"));
        assertEquals("SENDING Autumn sale Test: Sale", test.getString("status") + " " + test.getString("text") + " "
            + test.getString("name"));
        assertEquals(List.of("+46701234599"), recipients(test));
        assertEquals(test.getString("id"), batch(202, post("/" + id + "/test", "{'to':'0046 70-123 45 99'}", "Idempotency-Key", "t1"))
            .getString("id"));
        assertEquals("DRAFT 0 0", get(id).getString("status") + " " + get(id).getInt("version") + " " + calls(id));
        assertEquals(List.of("/to"), pointers(post("/" + id + "/test", "{}")));
        assertEquals(List.of("/to"), pointers(post("/" + id + "/test", "{'to':'12'}")));
        assertEquals(List.of("/number"), pointers(post("/" + id + "/test", "{'to':'+46701234567','number':1}")));
        batch(202, post("/" + id + "/confirm", ""));
        assertEquals("409 It was confirmed: it is no draft any more. Nothing was changed.",
            problem(post("/" + id + "/test", "{'to':'+46701234567'}")));
    }

    @Test
    void failedRecipientsAreResentOnceAndTheDraftSaysWhyOthersAreLeftOut() {
        String to = IntStream.range(0, 14).mapToObj(i -> "'+467012346" + (10 + i) + "'").collect(Collectors.joining(","));
        String id = new JSONObject(post("", "{'from':'MyShop','to':[" + to + "],'text':'Hi','category':'transactional'}").body())
            .getString("id");
        List<String> states = List.of("FAILED", "REJECTED", "ABORTED", "EXPIRED", "REJECTED_BY_API", "UNSURE", "UNKNOWN", "DELETED",
            "CANCELLED", "NOT_SENT", "DELIVERED", "DELIVERED", "WAITING");
        for (int i = 0; i < states.size(); i++) {
            run("update recipient set state = '" + states.get(i) + "' where batch_id = '" + id + "' and digits = '467012346" + (10 + i)
                + "'");
        }
        run("update recipient set state = 'FAILED', conflict = true where batch_id = '" + id + "' and digits = '46701234623'");
        HttpResponse<String> answer = post("/" + id + "/resend-failed", "", "Idempotency-Key", "r1");
        assertEquals(201, answer.statusCode(), answer.body());
        String draft = new JSONObject(answer.body()).getString("id");
        assertEquals("/sms-desk/api/batches/" + draft, answer.headers().firstValue("Location").orElse(""));
        assertEquals(answer.body(), post("/" + id + "/resend-failed", "", "Idempotency-Key", "r1").body());
        JSONObject shown = get(draft);
        assertEquals("DRAFT transactional " + id + " 0", shown.getString("status") + " " + shown.getString("category") + " "
            + shown.getString("resend_of") + " " + calls(draft));
        assertEquals("cancelled 1, contradicted 1, deleted 1, delivered 2, not_sent 1, unknown 1, unsure 1, waiting 1", leftOut(shown));
        assertEquals("409 It has no failed recipient that is not in an earlier resend already. Nothing was stored.",
            problem(post("/" + id + "/resend-failed", "")));
        run("update recipient set state = 'FAILED' where batch_id = '" + id + "' and digits = '46701234622'");
        String second = new JSONObject(post("/" + id + "/resend-failed", "").body()).getString("id");
        assertTrue(leftOut(get(second)).contains("resent_before 5"), leftOut(get(second)));
        assertEquals(List.of("+46701234622"), recipients(batch(202, post("/" + second + "/confirm", ""))));
        batch(202, post("/" + draft + "/cancel", ""));
        String third = new JSONObject(post("/" + id + "/resend-failed", "").body()).getString("id");
        assertEquals(IntStream.range(0, 5).mapToObj(i -> "+467012346" + (10 + i)).toList(),
            recipients(batch(202, post("/" + third + "/confirm", ""))));
        assertEquals("409 It is a draft: nothing of it was sent yet.", problem(post("/" + draft() + "/resend-failed", "")));
        assertEquals(0, count("batch where resend_of = '" + id + "' and recipient_count = 0"));
    }

    private static String leftOut(JSONObject batch) {
        JSONArray all = batch.getJSONArray("left_out");
        return IntStream.range(0, all.length()).mapToObj(i -> all.getJSONObject(i).getString("reason") + " "
            + all.getJSONObject(i).getInt("count")).collect(Collectors.joining(", "));
    }

    private static void run(String statement) {
        try (Connection connection = DriverManager.getConnection(DATABASE, "sa", "")) {
            assertEquals(1, connection.createStatement().executeUpdate(statement), statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDraftMayHaveItsRecipientsFromAnUpload() {
        String upload = new JSONObject(desk.uploadAs(KEY, "/api/uploads", "phone\n+46701234567\n+4791234567\n").body()).getString("id");
        assertTrue(desk.comesToSay(KEY, "/api/uploads/" + upload, "READY"));
        String id = new JSONObject(post("", "{'from':'MyShop','upload':'" + upload + "','text':'Hi','draft':true}").body()).getString("id");
        for (HttpResponse<String> answer = post("/" + id + "/confirm", ""); answer.statusCode() != 202; ) {
            assertEquals("409 Its recipients are still being copied. Try again in a moment.", problem(answer));
            answer = post("/" + id + "/confirm", "");
        }
        assertEquals(2, get(id).getJSONArray("recipients").length());
    }
}
