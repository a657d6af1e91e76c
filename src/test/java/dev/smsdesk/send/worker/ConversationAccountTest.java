package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationServer;
import dev.smsdesk.sinch.conversation.ConversationServer.Said;
import dev.smsdesk.wording.Sentences;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Over real calls of the Conversation API: what concerns the account stops sending and costs no message, and the banner names "
    + "the setting")
class ConversationAccountTest {
    private static final String THE_ACCOUNT = "Sinch, or a filter on the way, takes no messages from this account (HTTP ";
    private static final String THE_KEY = "Sinch does not accept the credentials (HTTP 401). ";
    private final TestDesk desk = new TestDesk();
    private ConversationServer sinch;
    private ConversationApi api;

    @BeforeEach
    void start() throws IOException {
        sinch = new ConversationServer();
        api = sinch.api();
    }

    @AfterEach
    void stop() {
        api.close();
        sinch.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        403 | PERMISSION_DENIED            | PERMISSION_DENIED). Check in Sinch's dashboard what the access key may do, and any filter \
        between this server and Sinch.
        403 | BILLING_CREDIT_LIMIT_BREACHED | BILLING_CREDIT_LIMIT_BREACHED). The account is out of credit, or has reached its limit: ask \
        Sinch.
        404 | NOT_FOUND                    | NOT_FOUND). Check SINCH_APP_ID, SINCH_PROJECT_ID and SINCH_CONVERSATION_REGION: an app is \
        only known in its own region.
        400 | FAILED_PRECONDITION          | FAILED_PRECONDITION). Check in Sinch's dashboard that the app has the channel SMS, with a \
        service plan of the same region.
        409 | ABORTED                      | ABORTED). Check in Sinch's dashboard what the access key may do, and any filter between this \
        server and Sinch.""")
    void anAnswerAboutTheAccount(int status, String word, String advice) {
        sinch.answer(status, "{\"error\":{\"code\":1,\"message\":\"Said\",\"status\":\"" + word + "\"}}");
        waits(THE_ACCOUNT + status + ", " + advice + " Then resume sending. Sinch says: Said.", 1);
    }

    @Test
    void aKeyOfAnotherProject() {
        sinch.answer(401, "");
        waits(THE_KEY + "Check SINCH_PROJECT_ID, SINCH_KEY_ID and SINCH_KEY_SECRET: the key must belong to that project. Then resume "
            + "sending.", 1);
        assertTrue(desk.gate().refused().isPresent(), "asking stops too");
    }

    @Test
    void aWrongKey() {
        sinch.token(Said.of(401, "{\"error\":\"invalid_client\",\"error_description\":\"No such client\"}"));
        waits(THE_KEY + "Check SINCH_KEY_ID and SINCH_KEY_SECRET: the key must exist in Sinch's dashboard, under access keys of the "
            + "project. "
            + "Then resume sending. Sinch says: No such client.", 0);
    }

    @Test
    void aTokenEndpointThatServesPages() {
        sinch.token(Said.of(200, "<html>"));
        String batch = sent();
        assertEquals(SubmissionState.WAITING, desk.submission(batch).getState());
        assertEquals("Sinch was not reached, nothing was sent: The token endpoint gave no token. The answer cannot be read: the body is "
            + "not "
            + "one JSON object "
            + "at line 1, column 1. It is tried again automatically.", Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertEquals(Optional.empty(), desk.gate().hold());
        assertEquals(List.of(), sinch.requests);
    }

    @Test
    void oneMessageThatSinchRefusesIsGivenUpAndSendingGoesOn() {
        sinch.answer(400, "{\"error\":{\"code\":400,\"message\":\"Invalid phone number\",\"status\":\"INVALID_ARGUMENT\",\"details\":[]}}");
        String batch = sent();
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(batch).getState());
        assertEquals("Sinch refused it (HTTP 400): INVALID_ARGUMENT: Invalid phone number. Put right what Sinch names, then compose a new "
            + "batch.",
            Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertEquals(List.of(DeliveryState.REJECTED_BY_API), desk.states(batch));
        assertEquals(Optional.empty(), desk.gate().hold());
    }

    @Test
    void anAcceptedMessageIsLinkedByItsIdAndCarriesOurs() {
        String batch = sent();
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("M1"), desk.providerIds(batch));
        assertTrue(sinch.requests.get(0).contains("\"message_metadata\":\"" + desk.submission(batch).getId() + "\""),
            sinch.requests.get(0));
    }

    @Test
    void a200WithoutAMessageIdIsUnsureAndNeverSentAgain() {
        sinch.answer(200, "{}");
        String batch = sent();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertFalse(desk.worker(api, (channel, ids) -> { }, false).step());
        assertEquals(1, sinch.requests.size());
    }

    @Test
    void tooFastIsTriedAgainLater() {
        sinch.answer(new Said(429, Map.of("Retry-After", "30"), "", 0));
        String batch = sent();
        Submission submission = desk.submission(batch);
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertEquals(desk.clock.instant().plusSeconds(30), submission.getNextAttemptAt());
    }

    private void waits(String sentence, int calls) {
        String batch = sent();
        Submission submission = desk.submission(batch);
        assertEquals(sentence, Sentences.ENGLISH.ofStored(desk.gate().hold().orElseThrow().reason()));
        assertEquals(sentence, Sentences.ENGLISH.ofStored(submission.getOutcome()));
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertEquals(0, submission.getAttempts());
        assertEquals(List.of(DeliveryState.WAITING), desk.states(batch));
        assertFalse(desk.worker(api, (channel, ids) -> { }, false).step(), "nothing else is called");
        assertEquals(calls, sinch.requests.size());
    }

    private String sent() {
        String batch = desk.composed(1);
        assertTrue(desk.worker(api, (channel, ids) -> { }, false).step());
        return batch;
    }
}
