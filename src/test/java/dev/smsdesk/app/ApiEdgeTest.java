package dev.smsdesk.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.Sql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Every answer under /api is readable by a program and says what is wrong; the key is checked first")
class ApiEdgeTest {
    private static final String KEY = "key-of-the-api-edge-test-0123456789";
    private static final String VIEWER_KEY = "smsdesk_viewer-of-the-api-edge-test";
    private static final String SANDBOX_TOKEN = "token-of-the-api-edge-sandbox";
    private static final String DATABASE = "jdbc:h2:mem:edge;MODE=MySQL;DATABASE_TO_LOWER=TRUE";
    private static final String KEYED = "Authorization: Bearer " + KEY + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    /** UTF-8, a byte in each character. */
    private static final String BATCH = new String("{\"from\":\"+46700000000\",\"to\":[\"+46701234567\"],\"text\":\"Räksmörgås\"}"
        .getBytes(UTF_8), ISO_8859_1);
    private DeskServer desk;

    @BeforeAll
    void start() throws InterruptedException, SQLException {
        desk = new DeskServer(Map.of("SMSDESK_DB_URL", DATABASE, "SMSDESK_DB_USER", "sa", "SINCH_WEBHOOK_SECRET",
            "a-secret-of-the-api-edge",
            "SMSDESK_API_KEY", KEY, "SMSDESK_SANDBOX", "true", "SMSDESK_SANDBOX_TOKEN", SANDBOX_TOKEN, "SMSDESK_SELF_URL",
            "http://127.0.0.1:9/sms-desk"));
        assertTrue(desk.comesTo(200, "/health/ready"));
        try (Connection connection = DriverManager.getConnection(DATABASE, "sa", "")) {
            Sql.run(connection, "insert into api_key (id, name, role, digest, created_at, created_by) values "
                + "('01K9AAAAAAAAAAAAAAAAAAAAAA', 'Dashboard', 'VIEWER', ?, ?, 'anna')",
                Sha256.of(VIEWER_KEY.getBytes(UTF_8)), Instant.now());
        }
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    /** @param type null where there is no such header */
    private record Answer(int status, String type, String head, String body) {
        JSONObject json() {
            return new JSONObject(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept:", "Accept: ", "Accept: ,", "Accept: application", "Accept: a//b;;=", "Accept: application/json;q=",
        "Accept: /", "Accept: text/html", "Accept: \"",
        "Content-Type:", "Content-Type: json", "Content-Type: a//b", "Content-Type: ;", "Content-Type: text/plain",
        "Content-Type: application/json;charset", "Content-Encoding: gzip"})
    void withoutAKeyItIs401WhateverElseIsWrong(String header) throws IOException {
        for (String request : List.of("GET /api/batches/01K9AAAAAAAAAAAAAAAAAAAAAA", "GET /api/callbacks", "POST /api/batches")) {
            Answer answer = call(request, header + "\r\n", request.startsWith("POST") ? BATCH : "");
            assertProblem(401, "key-refused", answer);
            assertTrue(answer.head().toLowerCase(Locale.ROOT).contains("www-authenticate: bearer"), answer.head());
        }
    }

    /** The caller keeps the rest back: it is answered all the same, and the server ends the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 500", "Content-Length: 2000000", "Transfer-Encoding: chunked"})
    void aKeyThatDoesNotOpenIsRefusedBeforeTheFirstByteOfABody(String length) throws IOException {
        String viewers = "Authorization: Bearer " + VIEWER_KEY + "\r\n";
        for (String begun : List.of("", length.startsWith("T") ? "5\r\n{\"fro" : "{\"fro")) {
            assertProblem(401, "key-refused", headOnly("/api/batches", JSON + length, begun));
            assertProblem(401, "key-refused", headOnly("/api/batches", "Authorization: Bearer smsdesk_unknown\r\n" + length, begun));
            Answer viewer = headOnly("/api/batches", viewers + length, begun);
            assertProblem(403, "not-allowed", viewer);
            assertEquals("This API key has role viewer; role sender is needed.", viewer.json().getString("detail"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 500", "Content-Length: 2000000", "Transfer-Encoding: chunked"})
    void theSandboxsTokenIsJudgedBeforeTheFirstByteToo(String length) throws IOException {
        for (String authorization : List.of("", "Authorization: Bearer nonsense\r\n", KEYED)) {
            Answer answer = headOnly("/api/sandbox/xms/v1/sandbox/batches", JSON + authorization + length, "");
            assertEquals("401 ", answer.status() + " " + answer.body());
        }
    }

    @Test
    void withAKeyThatOpensTheBodyIsAwaited() throws Exception {
        String head = "POST " + DeskServer.CONTEXT + "/api/batches HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n" + KEYED + JSON
            + "Content-Length: " + BATCH.length() + "\r\n\r\n";
        String answer = desk.exchange(head, BATCH.substring(0, 9), BATCH.substring(9));
        assertTrue(answer.startsWith("HTTP/1.1 202"), answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"application | 400", "a//b;;= | 400", "text/html | 406", "application/json;q=0 | 406",
        "*/*, application/json;q=0.0 | 406", "application/problem+json | 406",
        "'' | 200", "',' | 200", "*/* | 200", "* | 200", "application/* | 200", "text/html, */*;q=0.1 | 200",
        "application/json;charset=ISO-8859-1 | 200", "application/json;q=0.1;v=2 | 200"})
    void acceptIsJudgedAfterTheKeyAndItsParametersDoNotComeBack(String accept, int status) throws IOException {
        Answer answer = call("GET /api/callbacks", KEYED + "Accept: " + accept + "\r\n", "");
        if (status == 200) {
            assertEquals(200, answer.status(), answer.body());
            assertEquals("application/json", answer.type());
        } else {
            assertProblem(status, status == 400 ? "bad-request" : "not-acceptable", answer);
            assertTrue(answer.json().getString("detail").contains("Accept"), answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | 400", "json | 400", "a//b | 400", "; | 400", "text/plain | 415",
        "application/x-www-form-urlencoded | 415", "multipart/form-data;boundary=x | 415",
        "application/json | 202", "application/json;charset=utf-8 | 202", "APPLICATION/JSON | 202"})
    void contentTypeIsJudgedAfterTheKey(String type, int status) throws IOException {
        Answer answer = call("POST /api/batches", KEYED + "Content-Type: " + type + "\r\n", BATCH);
        if (status == 202) {
            assertEquals(202, answer.status(), answer.body());
        } else {
            assertProblem(status, status == 400 ? "bad-request" : "unsupported-media-type", answer);
            assertTrue(answer.json().getString("detail").contains("Content-Type"), answer.body());
        }
    }

    @Test
    void aBodyThatIsCompressedOrSaysSoIs415AndNamesTheHeader() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(BATCH.getBytes(UTF_8));
        }
        for (String encoding : List.of("gzip", "deflate", "br", "GZIP", "identity, gzip")) {
            for (String body : List.of(zipped.toString(ISO_8859_1), BATCH)) {
                Answer answer = call("POST /api/batches", KEYED + JSON + "Content-Encoding: " + encoding + "\r\n", body);
                assertProblem(415, "unsupported-media-type", answer);
                assertTrue(answer.json().getString("detail").contains("Content-Encoding"), answer.body());
            }
        }
        assertEquals(202, call("POST /api/batches", KEYED + JSON + "Content-Encoding: identity\r\n", BATCH).status());
    }

    @Test
    void bytesThatAreNotUtf8Are400AndItSaysUtf8() throws IOException {
        for (String bytes : List.of("\u00c0\u00af", "\u00e4", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00c3", "\u0080")) {
            Answer answer = call("POST /api/batches", KEYED + JSON, BATCH.replace("rg", bytes + "x"));
            assertProblem(400, "bad-request", answer);
            assertTrue(answer.json().getString("detail").contains("UTF-8"), answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /api/nothing, 404", "GET /api, 404", "GET /api/, 404", "GET /api/callbacks/x/y, 404",
        "DELETE /api/batches/01K9AAAAAAAAAAAAAAAAAAAAAA, 405", "PUT /api/batches, 405", "GET /api/callbacks/sms, 405",
        "FROBNICATE /api/batches, 405", "TRACE /api/batches, 405", "GET /api/batches/%00, 400", "GET /api/callbacks?limit=%zz, 4",
        "GET /api/batches/a%2fb, 4"})
    void whatJaxRsOrTheContainerRefusesIsAProblemToo(String request, String status) throws IOException {
        Answer answer = call(request, KEYED, "");
        assertTrue(String.valueOf(answer.status()).startsWith(status), answer.head());
        if (!request.contains("%")) {   // Tomcat refuses some of these before it knows of any application
            assertEquals("application/problem+json", answer.type(), answer.head() + answer.body());
            assertEquals(answer.status(), answer.json().getInt("status"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /batches", "GET /batches/01K9AAAAAAAAAAAAAAAAAAAAAA", "POST /send", "GET /", "GET /inbound",
        "PUT /batches"})
    void aKeyOnAPagesPathIsToldWhereTheApiIs(String request) throws IOException {
        for (String key : List.of(KEY, "smsdesk_revoked-or-mistyped")) {
            Answer answer = call(request, "Authorization: bearer " + key + "\r\n", "");
            assertProblem(404, "not-found", answer);
            assertTrue(answer.json().getString("detail").contains("/sms-desk/api/batches"), answer.body());
            assertFalse(answer.head().contains("Set-Cookie"), answer.head());
        }
        assertFalse(call(request, "Authorization: Bearer a-token-of-some-proxy\r\n", "").body().contains("/sms-desk/api/batches"));
    }

    @ParameterizedTest
    @CsvSource({"GET /api/sandbox/nothing, 404", "DELETE /api/sandbox/xms/v1/sandbox/batches, 405",
        "PUT /api/sandbox/xms/v1/sandbox/inbounds, 405"})
    void theSandboxRefusesInSinchsForm(String request, int status) throws IOException {
        assertSinchs(status, call(request, "Authorization: Bearer " + SANDBOX_TOKEN + "\r\n", ""));
    }

    @Test
    void theSandboxsConversationApiHasErrorsOfItsOwnForm() throws IOException {
        Answer refused = call("DELETE /api/sandbox/v1/projects/sandbox/messages:send", "", "");
        assertEquals(401, refused.status());
        assertEquals("UNAUTHENTICATED", refused.json().getJSONObject("error").getString("status"));
        assertTrue(refused.head().toLowerCase(Locale.ROOT).contains("www-authenticate: bearer error="), refused.head());
        String basic = Base64.getEncoder().encodeToString(("sandbox:" + SANDBOX_TOKEN).getBytes(UTF_8));
        Answer token = call("POST /api/sandbox/oauth2/token", "Authorization: Basic " + basic
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n", "grant_type=client_credentials");
        String bearer = "Authorization: Bearer " + token.json().getString("access_token") + "\r\n";
        assertEquals(405, call("DELETE /api/sandbox/v1/projects/sandbox/messages:send", bearer, "").json().getJSONObject("error")
            .getInt("code"));
        Answer sent = call("POST /api/sandbox/v1/projects/sandbox/messages:send", bearer + JSON,
            "{\"app_id\":\"sandbox\",\"message\":{\"text_message\":{\"text\":\"Hi\"}},"
            + "\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"SMS\",\"identity\":\"+46701234567\"}]}}}");
        assertEquals(Set.of("message_id", "accepted_time"), sent.json().keySet());
        assertEquals("sandbox", call("GET /api/sandbox/v1/projects/sandbox/apps/sandbox", bearer, "").json().getString("id"));
    }

    @Test
    void theSandboxAnswers401WithoutABodyAndReadsNoHeaderBeforeTheToken() throws IOException {
        for (String headers : List.of("", "Accept:\r\n", "Accept: a//b;;=\r\n", "Content-Type:\r\n", "Content-Type: a//b\r\n",
            "Accept: text/html\r\n")) {
            for (String request : List.of("POST /api/sandbox/xms/v1/sandbox/batches", "GET /api/sandbox/xms/v1/sandbox/inbounds",
                    "DELETE /api/sandbox/xms/v1/sandbox/batches", "GET /api/sandbox/xms/v1/other/inbounds", "GET /api/sandbox/accepted")) {
                Answer answer = call(request, headers, request.startsWith("POST") ? "{}" : "");
                assertEquals(401, answer.status(), answer.head());
                assertEquals("", answer.body());
            }
        }
    }

    private static void assertSinchs(int status, Answer answer) {
        assertEquals(status, answer.status(), answer.head());
        assertEquals("application/json", answer.type());
        assertEquals(Set.of("code", "text"), answer.json().keySet());
    }

    private static void assertProblem(int status, String type, Answer answer) {
        assertEquals(status, answer.status(), answer.head() + answer.body());
        assertEquals("application/problem+json", answer.type(), answer.head() + answer.body());
        assertEquals("urn:smsdesk:problem:" + type, answer.json().getString("type"));
        assertEquals(status, answer.json().getInt("status"));
    }

    /** @param body a byte in each character */
    private Answer call(String request, String headers, String body) throws IOException {
        return parsed(desk.exchange(request.replaceFirst(" ", " " + DeskServer.CONTEXT) + " HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n"
            + headers
            + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body));
    }

    /** Until the server closes, which the head does not ask for. @param headers without the last line end */
    private Answer headOnly(String path, String headers, String begun) throws IOException {
        Answer answer = parsed(desk.exchange("POST " + DeskServer.CONTEXT + path + " HTTP/1.1\r\nHost: desk\r\n" + headers + "\r\n\r\n"
            + begun));
        assertTrue(answer.head().toLowerCase(Locale.ROOT).contains("connection: close"), answer.head());
        return answer;
    }

    private static Answer parsed(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = text.substring(0, end);
        Matcher type = Pattern.compile("(?i)\r\nContent-Type: *([^;\r]*)(?:;charset=utf-8)?(?=\r|$)").matcher(head);
        String answered = text.substring(end + 4).replaceAll("(?s)^[0-9a-fA-F]+\r\n(.*)\r\n0\r\n\r\n$", "$1");   // chunks
        return new Answer(Integer.parseInt(head.substring(9, 12)), type.find() ? type.group(1) : null, head, answered);
    }
}
