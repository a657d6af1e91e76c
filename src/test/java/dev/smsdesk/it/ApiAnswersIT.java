package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("On every server a program gets a readable problem, also for unreadable headers and the server's own refusals")
class ApiAnswersIT extends ContainerTest {
    private static final String KEY = "Authorization: Bearer " + System.getProperty("SMSDESK_API_KEY");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET /api/callbacks | Accept: a//b;;= | 401", "POST /api/batches | Content-Type: | 401",
        "GET /api/nothing | X-Nothing: 1 | 404", "DELETE /api/batches | X-Nothing: 1 | 405"})
    void withoutAKey(String request, String header, int status) {
        assertProblem(status, RawCall.exchange(RawCall.head(request, header, "Content-Length: 0", "Connection: close")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET /api/callbacks | Accept: a//b;;= | 400", "GET /api/callbacks | Accept: text/html | 406",
        "POST /api/batches | Content-Type: a//b | 400",
        "POST /api/batches | Content-Type: text/plain | 415", "GET /batches | X-Nothing: 1 | 404"})
    void withAKey(String request, String header, int status) {
        assertProblem(status, RawCall.exchange(RawCall.head(request, KEY, header, "Content-Length: 0", "Connection: close")));
    }

    @ParameterizedTest
    @CsvSource({"''", "*/*", "application/json;charset=ISO-8859-1"})
    void acceptsParametersDoNotComeBack(String accept) {
        RawCall.Answer answer = RawCall.exchange(RawCall.head("GET /api/callbacks", KEY, "Accept: " + accept, "Connection: close"));
        assertEquals(200, answer.status(), answer.head());
        assertTrue(answer.head().toLowerCase().matches("(?s).*\r\ncontent-type: ?application/json(;charset=utf-8)?\r\n.*"), answer.head());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET /api/sandbox/nothing | 404"})
    void theSandboxHasSinchsForm(String request, int status) {
        RawCall.Answer answer = RawCall.exchange(RawCall.head(request, "Connection: close"));
        assertEquals(status, answer.status(), answer.head());
        assertTrue(answer.body().contains("{\"code\":\""), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/sandbox/xms/v1/sandbox/batches", "DELETE /api/sandbox/xms/v1/sandbox/batches"})
    void theSandboxsSmsApiAnswers401WithAnEmptyBody(String request) {
        RawCall.Answer answer = RawCall.exchange(RawCall.head(request, "Connection: close"));
        assertEquals("401 ", answer.status() + " " + answer.body());
    }

    private static void assertProblem(int status, RawCall.Answer answer) {
        assertEquals(status, answer.status(), answer.head());
        assertTrue(answer.head().toLowerCase().contains("content-type: application/problem+json")
            || answer.head().toLowerCase().contains("content-type:application/problem+json"), answer.head());
        assertTrue(answer.body().contains("\"status\":" + status), answer.body());
    }
}
