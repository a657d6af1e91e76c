package dev.smsdesk.sinch.conversation;

import static dev.smsdesk.sinch.conversation.ConversationServer.MESSAGE;
import static dev.smsdesk.sinch.conversation.ConversationServer.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.sinch.call.Advice;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.conversation.ConversationServer.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every answer to messages:send has one meaning, in both shapes of Sinch's errors, after one call")
class ConversationAnswerTest {

    @Test
    void accepted() throws IOException {
        assertEquals(new Accepted("01MSG", NOW.plusMillis(500)), said(200,
            "{\"message_id\":\"01MSG\",\"accepted_time\":\"2026-11-29T08:00:00.5Z\",\"new\":{}}"));
        assertEquals(new Accepted("01MSG", null), said(200, "{\"message_id\":\"01MSG\",\"accepted_time\":\"yesterday\"}"));
        assertEquals(new Accepted("01MSG", null), said(202, "{\"message_id\":\"01MSG\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "<html>", "{\"message_id\":\"\"}", "{\"message_id\":\" \"}", "{\"message_id\":{}}",
        "{\"id\":\"01MSG\"}",
        "{\"message_id\":\"a\",\"message_id\":\"b\"}"})
    void a200WithoutAReadableMessageIdIsUnsure(String body) throws IOException {
        assertEquals(new Unsure("answered-without-id:200"), said(200, body));
    }

    @Test
    void anAnswerOfTenMegabytesIsUnsureToo() throws IOException {
        assertEquals(new Unsure("answered-without-id:200"), said(200, "{\"message_id\":\"M\",\"x\":\"" + "x".repeat(10 << 20) + "\"}"));
    }

    @Test
    void aMessageThatSinchRefusesKeepsItsCodeAndText() throws IOException {
        Refused refused = new Refused(400, "INVALID_ARGUMENT", "Invalid phone number");
        assertEquals(refused, said(400, error(400, "INVALID_ARGUMENT", "Invalid phone number", "[]")));
        assertEquals(refused, said(400,
            "{\"code\":3,\"message\":\"Invalid phone number\",\"status\":\"INVALID_ARGUMENT\",\"details\":[]}"));
        assertEquals(new Refused(400, "INVALID_ARGUMENT", "Bad"), said(400, error(400, "INVALID_ARGUMENT", "Bad",
            "[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\","
                + "\"field_violations\":[{\"field\":\"message.text_message.text\"}]}]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unknown app_id", "The app is not configured for channel SMS", "No channel of the list",
        "Invalid credentials of the channel",
        "callback_url is not a URL", "NO_CHANNELS_LEFT"})
    void a400AboutTheAppOrAboutASettingIsAboutTheAccount(String message) throws IOException {
        assertEquals(new AccountRefused(400, "INVALID_ARGUMENT", message, Advice.CHECK_APP_SMS.stored()),
            said(400, error(400, "INVALID_ARGUMENT", message, "[]")));
        assertEquals(new AccountRefused(400, "INVALID_ARGUMENT", "No", Advice.CHECK_APP_SMS.stored()),
            said(400, error(400, "INVALID_ARGUMENT", "No", "[{\"description\":\"" + message + "\"}]")));
    }

    @Test
    void a400OfAFilterOrOfAnotherKindIsAboutTheAccount() throws IOException {
        assertEquals(new AccountRefused(400, "", "", Advice.CHECK_APP_SMS.stored()), said(400, "<html>"));
        assertEquals(new AccountRefused(400, "FAILED_PRECONDITION", "x", Advice.CHECK_APP_SMS.stored()),
            said(400, error(400, "FAILED_PRECONDITION", "x", "[]")));
    }

    @Test
    void whatConcernsTheAccountNamesItsSettings() throws IOException {
        assertEquals(new Unauthorised("No", Advice.CHECK_PROJECT_KEY.stored()), said(401, error(401, "UNAUTHENTICATED", "No", "[]")));
        assertEquals(new AccountRefused(403, "PERMISSION_DENIED", "No", Advice.CHECK_ACCESS.stored()),
            said(403, error(403, "PERMISSION_DENIED", "No", "[]")));
        assertEquals(new AccountRefused(404, "NOT_FOUND", "No", Advice.CHECK_APP.stored()), said(404, error(404, "NOT_FOUND", "No", "[]")));
        assertEquals(new AccountRefused(404, "", "", Advice.CHECK_APP.stored()), said(404, ""));
        assertEquals(new AccountRefused(402, "", "", Advice.OUT_OF_CREDIT.stored()), said(402, ""));
        assertEquals(new AccountRefused(409, "ABORTED", "", Advice.CHECK_ACCESS.stored()), said(409, error(409, "ABORTED", "", "[]")));
        assertEquals(new AccountRefused(413, "", "", Advice.CHECK_ACCESS.stored()), said(413, "<html>"));
    }

    @Test
    void outOfCreditIsFoundWhereverSinchSaysIt() throws IOException {
        assertEquals(new AccountRefused(403, "BILLING_CREDIT_LIMIT_BREACHED", "x", Advice.OUT_OF_CREDIT.stored()),
            said(403, error(403, "BILLING_CREDIT_LIMIT_BREACHED", "x", "[]")));
        assertEquals(new AccountRefused(403, "BILLING_CREDIT_LIMIT_BREACHED", "x", Advice.OUT_OF_CREDIT.stored()),
            said(403, error(403, "PERMISSION_DENIED", "x", "[{\"reason\":\"BILLING_CREDIT_LIMIT_BREACHED\"}]")));
        assertEquals(new AccountRefused(403, "BILLING_CREDIT_LIMIT_BREACHED", "BILLING_CREDIT_LIMIT_BREACHED",
            Advice.OUT_OF_CREDIT.stored()),
            said(403, "{\"code\":7,\"message\":\"BILLING_CREDIT_LIMIT_BREACHED\"}"));
    }

    @Test
    void toBeSentAgain() throws IOException {
        assertEquals(new Later(429, Duration.ofSeconds(7)), with(new Said(429, Map.of("Retry-After", "7"), "", 0)));
        assertEquals(new Later(429, null), said(429, error(429, "RESOURCE_EXHAUSTED", "x", "[]")));
        assertEquals(new Later(503, null), said(503, ""));
    }

    @Test
    void sinchMayHaveIt() throws IOException {
        for (int status : new int[] {301, 302, 307, 408, 500, 501, 502, 504}) {
            assertEquals(new Unsure("answered:" + status), with(new Said(status, Map.of("Location", "http://127.0.0.1:1/"), "", 0)));
        }
        for (int status : new int[] {400, 409}) {
            assertEquals(new Unsure("answered-as-duplicate:" + status), said(status, error(status, "ALREADY_EXISTS", "x", "[]")));
        }
    }

    private static String error(int code, String status, String message, String details) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":\"" + status + "\",\"details\":" + details
            + "}}";
    }

    private static SendOutcome said(int status, String body) throws IOException {
        return with(Said.of(status, body));
    }

    private static SendOutcome with(Said said) throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(said); ConversationApi api = sinch.api()) {
            SendOutcome outcome = api.send(MESSAGE);
            assertEquals(1, sinch.requests.size());
            return outcome;
        }
    }
}
