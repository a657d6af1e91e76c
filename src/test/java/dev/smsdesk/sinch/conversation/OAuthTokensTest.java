package dev.smsdesk.sinch.conversation;

import static dev.smsdesk.sinch.conversation.ConversationServer.MESSAGE;
import static dev.smsdesk.sinch.conversation.ConversationServer.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Credentials;
import dev.smsdesk.sinch.call.Advice;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.ConversationServer.Said;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.wording.Sentences;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("One token serves all threads and is renewed by one call before it expires; without a token nothing is sent")
class OAuthTokensTest {
    private static final String EXPIRED = "Bearer error=\"invalid_token\", error_description=\"The token has expired\"";
    private static final Unauthorised WRONG_KEY = new Unauthorised("The client is unknown", Advice.CHECK_KEY.stored());
    private final MutableClock clock = new MutableClock(NOW);

    @Test
    void manyThreadsWaitForOneRenewal() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try (ConversationServer sinch = new ConversationServer().token(new Said(200, Map.of(),
            "{\"access_token\":\"slow\",\"expires_in\":3600}", 300));
             ConversationApi api = sinch.api(clock, false)) {
            List<Future<SendOutcome>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(threads.submit(() -> api.send(MESSAGE)));
            }
            for (Future<SendOutcome> one : all) {
                assertInstanceOf(Accepted.class, one.get());
            }
            assertEquals(1, sinch.tokenRequests.size());
            assertEquals(40, sinch.requests.stream().filter(request -> request.contains("\nBearer slow\n")).count());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fiveMinutesBeforeItExpiresItIsRenewedWhileCallsUseTheOldOne() throws Exception {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            assertEquals("t1", used(sinch, api));
            clock.pass(Duration.ofMinutes(54));
            assertEquals("t1", used(sinch, api));
            assertEquals(1, sinch.tokenRequests.size());
            assertEquals(Optional.of(Duration.ofMinutes(54)), api.tokens().age());
            sinch.token(new Said(200, Map.of(), "{\"access_token\":\"new\",\"expires_in\":3600}", 200));
            clock.pass(Duration.ofMinutes(1));
            assertEquals("t1", used(sinch, api), "nothing waits for the renewal");
            assertEquals("t1", used(sinch, api));
            awaitAge(api, Duration.ZERO);
            assertEquals("new", used(sinch, api));
            assertEquals(2, sinch.tokenRequests.size(), "one renewal, although two calls were made meanwhile");
        }
    }

    @Test
    void aRenewalThatFailsEarlyHarmsNothingUntilTheOldTokenExpires() throws Exception {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            used(sinch, api);
            sinch.token(Said.of(500, "")).token(Said.of(500, ""));
            clock.pass(Duration.ofMinutes(55));
            assertEquals("t1", used(sinch, api));
            awaitTokenRequests(sinch, 2);
            assertEquals("t1", used(sinch, api));
            clock.pass(Duration.ofMinutes(6));
            assertEquals(new NotSent("token-answered:500"), api.send(MESSAGE));
            assertEquals(3, sinch.tokenRequests.size());
            clock.pass(Duration.ofMinutes(2));
            assertEquals("t4", used(sinch, api));
        }
    }

    @Test
    void aTokenThatSinchCallsExpiredIsRenewedAndTheMessageSentOnceMore() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            sinch.answer(new Said(401, Map.of("WWW-Authenticate", EXPIRED), "", 0));
            assertEquals(new Accepted("M2", NOW.plusMillis(1500)), api.send(MESSAGE));
            assertEquals(List.of("t1", "t2"), sinch.requests.stream().map(OAuthTokensTest::token).toList());
        }
    }

    @Test
    void aSecond401IsAboutTheAccount() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            Said expired = new Said(401, Map.of("WWW-Authenticate", EXPIRED),
                "{\"error\":{\"code\":401,\"message\":\"No\",\"status\":\"UNAUTHENTICATED\"}}", 0);
            sinch.answer(expired).answer(expired);
            assertEquals(new Unauthorised("No", Advice.CHECK_PROJECT_KEY.stored()), api.send(MESSAGE));
            assertEquals(2, sinch.requests.size());
        }
    }

    @Test
    void another401RenewsNothing() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            sinch.answer(401, "");
            assertEquals(new Unauthorised("", Advice.CHECK_PROJECT_KEY.stored()), api.send(MESSAGE));
            assertEquals(1, sinch.tokenRequests.size());
            assertEquals(1, sinch.requests.size());
        }
    }

    @Test
    void whereTheRenewalFailsTheExpiredCallHasSentNothing() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            assertInstanceOf(Accepted.class, api.send(MESSAGE));
            sinch.answer(new Said(401, Map.of("WWW-Authenticate", EXPIRED), "", 0))
                .token(Said.of(401, "{\"error\":\"invalid_client\",\"error_description\":\"The client is unknown\"}"));
            assertEquals(WRONG_KEY, api.send(MESSAGE));
            assertEquals(2, sinch.requests.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "400"})
    void aWrongKeyIsAboutTheAccountAndNamesItsSettings(int status) throws IOException {
        String advice = Advice.CHECK_KEY.stored();
        assertEquals(new Unauthorised("The client is unknown", advice),
            with(Said.of(status, "{\"error\":\"invalid_client\",\"error_description\":\"The client is unknown\"}")));
    }

    @Test
    void tooManyTokenCallsWaitAsLongAsSinchAsksAndNoThreadCallsMeanwhile() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            sinch.token(new Said(429, Map.of("Retry-After", "20"), "", 0));
            assertEquals(new Later(429, Duration.ofSeconds(20)), api.send(MESSAGE));
            clock.pass(Duration.ofSeconds(15));
            assertEquals(new Later(429, Duration.ofSeconds(5)), api.send(MESSAGE));
            assertEquals(1, sinch.tokenRequests.size());
            clock.pass(Duration.ofSeconds(5));
            assertInstanceOf(Accepted.class, api.send(MESSAGE));
        }
    }

    @Test
    void withoutRetryAfterTheWaitsGrowFromOneSecondToAMinute() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            for (long nominal : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
                sinch.token(Said.of(429, ""));
                api.send(MESSAGE);
                int calls = sinch.tokenRequests.size();
                clock.pass(Duration.ofMillis(nominal * 1000 - 1));
                assertInstanceOf(Later.class, api.send(MESSAGE));
                assertEquals(calls, sinch.tokenRequests.size());
                clock.pass(Duration.ofMillis(nominal * 500 + 1));
            }
            assertInstanceOf(Accepted.class, api.send(MESSAGE));
        }
    }

    @Test
    void everyOtherAnswerOfTheTokenEndpointSendsNothing() throws IOException {
        assertEquals("The token endpoint gave no token. The answer cannot be read: the body is not one JSON object at line 1, column 1.",
            Sentences.ENGLISH.ofStored(((NotSent) with(Said.of(200, "<html>Sign in</html>"))).why()));
        assertEquals(new NotSent("no-token:token-missing"), with(Said.of(200, "{\"token_type\":\"bearer\"}")));
        assertEquals(new NotSent("no-token:token-missing"), with(Said.of(200, "{\"access_token\":\"two words\"}")));
        assertEquals(new NotSent("no-token:answer-too-long"), with(Said.of(200, "{\"access_token\":\"" + "x".repeat(10 << 20) + "\"}")));
        assertEquals(new NotSent("token-answered:302"), with(new Said(302, Map.of("Location", "http://127.0.0.1:1/"), "", 0)));
        assertEquals(new NotSent("token-answered:500"), with(Said.of(500, "<html>")));
        assertEquals(new Later(503, null), with(Said.of(503, "")));
        assertEquals(new AccountRefused(404, "", "", Advice.CHECK_SINCH_URL.stored()), with(Said.of(404, "<html>")));
    }

    @Test
    void aTokenEndpointThatIsSilentSendsNothing() throws IOException {
        Timeouts third = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(1500));
        try (ConversationServer sinch = new ConversationServer().token(new Said(200, Map.of(),
            "{\"access_token\":\"late\",\"expires_in\":60}", 2000));
             ConversationApi api = ConversationServer.api(sinch.base(), sinch.base(), clock, false, third)) {
            String why = assertInstanceOf(NotSent.class, api.send(MESSAGE)).why();
            assertTrue(why.startsWith("no-token:"), why);
            assertEquals(List.of(), sinch.requests);
        }
    }

    @Test
    void aShortLivedTokenAndOneWithoutALifeAreUsedForAsLongAsTheyHold() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            sinch.token(Said.of(200, "{\"access_token\":\"short\",\"expires_in\":30}"))
                .token(Said.of(200, "{\"access_token\":\"unsaid\"}"));
            assertEquals("short", used(sinch, api));
            clock.pass(Duration.ofSeconds(27));
            assertEquals("unsaid", used(sinch, api));
            clock.pass(Duration.ofMinutes(5));
            assertEquals("t3", used(sinch, api));
        }
    }

    @Test
    void nothingShowsATokenOrASecret() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(clock, false)) {
            api.send(MESSAGE);
            Credentials.App key = new Credentials.App("project-1", "key-1", "key-secret", "app-1");
            String shown = api.tokens().current() + " " + new TokenRequest.TokenResult("t1", Duration.ofHours(1), null) + " " + api.tokens()
                + " "
                + new ConversationApp(sinch.base(), sinch.base(), key, 1, () -> false);
            assertFalse(shown.contains("t1") || shown.contains("secret"), shown);
        }
    }

    @Test
    void closedItSendsNothing() throws IOException {
        try (ConversationServer sinch = new ConversationServer()) {
            ConversationApi api = sinch.api(clock, false);
            api.close();
            assertInstanceOf(NotSent.class, api.send(MESSAGE));
            assertEquals(List.of(), sinch.tokenRequests);
        }
    }

    /** What a message's call comes to where the token endpoint says this; no message is sent. */
    private SendOutcome with(Said said) throws IOException {
        try (ConversationServer sinch = new ConversationServer().token(said); ConversationApi api = sinch.api(clock, false)) {
            SendOutcome outcome = api.send(MESSAGE);
            assertEquals(List.of(), sinch.requests);
            assertEquals(1, sinch.tokenRequests.size());
            assertEquals(Optional.empty(), api.tokens().age());
            return outcome;
        }
    }

    private static String used(ConversationServer sinch, ConversationApi api) {
        assertInstanceOf(Accepted.class, api.send(MESSAGE));
        return token(sinch.requests.get(sinch.requests.size() - 1));
    }

    private static String token(String request) {
        return request.split("\n")[1].replace("Bearer ", "");
    }

    private static void awaitAge(ConversationApi api, Duration age) throws InterruptedException {
        for (int i = 0; i < 200 && !api.tokens().age().equals(Optional.of(age)); i++) {
            Thread.sleep(10);
        }
    }

    private static void awaitTokenRequests(ConversationServer sinch, int count) throws InterruptedException {
        for (int i = 0; i < 200 && sinch.tokenRequests.size() < count; i++) {
            Thread.sleep(10);
        }
        Thread.sleep(50);   // until the answer is taken note of
    }
}
