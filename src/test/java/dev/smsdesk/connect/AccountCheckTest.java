package dev.smsdesk.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.ConversationRegion;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.connect.CheckedAccount.AccountFinding;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationApp;
import dev.smsdesk.sinch.conversation.ConversationServer;
import dev.smsdesk.sinch.conversation.ConversationServer.Said;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.wording.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each answer to a check names the fault and the setting")
class AccountCheckTest {
    private static final TestDatabase DB = TestDatabase.open();
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private static final Account APP = Account.ofApp("app-1", "eu", new Credentials.App("project-1", "key-1", "key-secret", "app-1"));
    private static final Account PLAN = Account.ofPlan("plan-1", "us", "token");
    private static final String SMS = "{\"id\":\"app-1\",\"display_name\":\"Shop\",\"processing_mode\":\"CONVERSATION\","
        + "\"channel_credentials\":"
        + "[{\"channel\":\"SMS\",\"static_bearer\":{\"claimed_identity\":\"plan-1\",\"token\":\"hidden\"},\"state\":{\"status\":\"%s\"}}]}";

    private static CheckedAccount checked(Account account, Sender sender, String off) {
        SendingGate gate = new SendingGate(DB.tx(), CLOCK, Optional.ofNullable(off), account.id());
        return new AccountCheck(new SendingAccounts(List.of(new SendingAccount(account, gate, sender, null)), "None.",
            List.of(), null), id -> account.credentials() != null).run().get(0);
    }

    private static String said(CheckedAccount checked) {
        return checked.says().stream().map(Sentence::toString).collect(Collectors.joining(" "));
    }

    private static CheckedAccount app(Said answer) throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(answer); ConversationApi api = sinch.api()) {
            return checked(APP, api, null);
        }
    }

    private static String fault(Said answer) throws IOException {
        CheckedAccount checked = app(answer);
        assertEquals(AccountFinding.FAULT, checked.finding());
        return said(checked);
    }

    private static CheckedAccount plan(Said answer) throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(answer);
             SmsApi api = new SmsApi(sinch.base(), "plan-1", "token", Timeouts.usual())) {
            CheckedAccount checked = checked(PLAN, api, null);
            assertEquals("GET /xms/v1/plan-1/batches?page=0&page_size=1", sinch.requests.get(0).split("\n")[0]);
            return checked;
        }
    }

    private static Said error(int status, String word, String message) {
        return Said.of(status, "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"" + word + "\"}}");
    }

    @Test
    void anAppThatWorksIsNamed() throws IOException {
        CheckedAccount works = app(Said.of(200, SMS.formatted("ACTIVE")));
        assertEquals(new CheckedAccount("conversation:app-1", AccountFinding.WORKS, works.says()), works);
        assertEquals("Sinch accepts the access key and shows the app Shop. Its channel SMS uses the service plan plan-1.", said(works));
    }

    @Test
    void anAppThatCannotSendSmsIsIncomplete() throws IOException {
        CheckedAccount without = app(Said.of(200, "{\"id\":\"app-1\",\"processing_mode\":\"DISPATCH\"}"));
        assertEquals(AccountFinding.INCOMPLETE, without.finding());
        assertEquals("Sinch accepts the access key and shows the app app-1. The app has no channel SMS, so no message can be sent."
            + " Add the channel to the app"
            + " in Sinch's dashboard. The app keeps no messages (DISPATCH mode, 0 days), so Sinch cannot be asked about them: only"
            + " callbacks tell.", said(without));
        CheckedAccount pending = app(Said.of(200, SMS.formatted("PENDING")));
        assertEquals(AccountFinding.INCOMPLETE, pending.finding());
        assertTrue(said(pending).contains("The app's channel SMS is PENDING, not ACTIVE."));
    }

    @Test
    void anAppOfAnotherRegion() throws IOException {
        assertEquals("Sinch knows no such app in region eu (404). Check SINCH_APP_ID, SINCH_PROJECT_ID and"
            + " SINCH_CONVERSATION_REGION: an app is only known"
            + " in its own region. Sinch says: App not found.", fault(error(404, "NOT_FOUND", "App not found")));
    }

    @Test
    void aKeyWithoutAccess() throws IOException {
        assertEquals("Sinch accepts the access key, but it has no access to the project or the app (403). Check SINCH_PROJECT_ID,"
            + " and in Sinch's dashboard"
            + " what the key may do. Sinch says: Denied.", fault(error(403, "PERMISSION_DENIED", "Denied")));
    }

    @Test
    void aWrongKey() throws IOException {
        try (ConversationServer sinch = new ConversationServer().token(Said.of(401,
            "{\"error\":\"invalid_client\"}")); ConversationApi api = sinch.api()) {
            assertEquals("Sinch does not accept the access key (401). Check SINCH_KEY_ID, SINCH_KEY_SECRET and SINCH_PROJECT_ID: the"
                + " key must exist in"
                + " Sinch's dashboard and belong to the project.", said(checked(APP, api, null)));
            assertEquals(List.of(), sinch.requests);
        }
    }

    @Test
    void aTokenEndpointThatAnswersWithAWebPage() throws IOException {
        try (ConversationServer sinch = new ConversationServer().token(Said.of(200,
            "<html>Sign in to the network</html>")); ConversationApi api = sinch.api()) {
            String said = said(checked(APP, api, null));
            assertTrue(said.startsWith("The token endpoint gave no token. The answer cannot be read: "), said);
            assertTrue(said.endsWith("If a web page answered, a proxy or gateway stands in for Sinch: check SMSDESK_HTTP_PROXY and"
                + " SMSDESK_SINCH_URL."), said);
            assertFalse(said.contains("Sign in"), said);
        }
    }

    @Test
    void sinchsOwnTroubleAndStrangeAnswers() throws IOException {
        assertEquals("Sinch takes no more calls at the moment (429). Try again in a minute.", fault(Said.of(429, "")));
        assertEquals("Sinch, or a gateway on the way, has a fault at the moment (503). Try again later.", fault(Said.of(503, "")));
        assertTrue(fault(Said.of(200, "<html>")).startsWith("Sinch gave no answer that can be used: The answer cannot be read: "));
        assertEquals("Sinch gave no answer that can be used: Answered 302. Check whether a proxy or gateway on the way changes it.",
            fault(Said.of(302, "")));
        assertEquals("Sinch refused the request (400 INVALID_ARGUMENT). Sinch says: app_id.", fault(error(400, "INVALID_ARGUMENT",
            "app_id")));
    }

    @Test
    void anAnswerOfTenMegabytesAndOneThatComesTooLate() throws IOException {
        assertEquals("Sinch gave no answer that can be used: The answer is too long, or broke off. Check whether a proxy or gateway on the"
            + " way changes it.", fault(Said.of(200, "{\"id\":\"" + "x".repeat(10 << 20) + "\"}")));
        Timeouts short1 = new Timeouts(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(400));
        try (ConversationServer sinch = new ConversationServer().answer(new Said(200, Map.of(), "{}", 900));
             SmsApi api = new SmsApi(sinch.base(), "plan-1", "token", short1)) {
            assertTrue(said(checked(PLAN, api, null)).matches("Sinch (gave no answer that can be used|was not reached): .*"));
        }
    }

    @Test
    void anApiThatIsNotReached() {
        URI closed = URI.create("http://127.0.0.1:1");
        try (SmsApi api = new SmsApi(closed, "plan-1", "token", Timeouts.usual())) {
            String said = said(checked(PLAN, api, null));
            assertTrue(said.matches("Sinch was not reached: ConnectException.* Check the network of this server, its proxy and"
                + " SMSDESK_SINCH_URL\\."), said);
        }
    }

    @Test
    void aServicePlan() throws IOException {
        CheckedAccount works = plan(Said.of(200, "{\"batches\":[]}"));
        assertEquals(new CheckedAccount("sms:plan-1", AccountFinding.WORKS, works.says()), works);
        assertEquals("Sinch accepts the service plan's id and token in this region.", said(works));
        assertEquals("Sinch does not accept the service plan's token (401). Check SINCH_SERVICE_PLAN_ID, SINCH_API_TOKEN and"
            + " SINCH_REGION: a plan is only known"
            + " in its own region.", said(plan(Said.of(401, ""))));
        assertEquals("Sinch knows no such service plan in region us (404). Check SINCH_SERVICE_PLAN_ID and SINCH_REGION.",
            said(plan(Said.of(404, ""))));
        assertEquals("Sinch accepts the token, but the service plan may not do this (403). Ask Sinch whether the plan is active and"
            + " in credit. Sinch says: No.",
            said(plan(Said.of(403, "{\"code\":\"forbidden\",\"text\":\"No\"}"))));
    }

    @Test
    void anAccountWithoutCredentialsIsNotCalled() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api()) {
            CheckedAccount off = checked(Account.ofApp("app-1", "eu", null), api, "Set SINCH_KEY_ID.");
            assertEquals(AccountFinding.FAULT, off.finding());
            assertEquals("Not checked, as credentials are missing. Set SINCH_KEY_ID.", said(off));
            assertEquals(List.of(), sinch.tokenRequests);
        }
    }

    @Test
    void credentialsAreCheckedBeforeTheAddressIsSet() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, SMS.formatted("ACTIVE")); ConversationApi api = sinch.api()) {
            CheckedAccount off = checked(APP, api, "Set SMSDESK_PUBLIC_URL.");
            assertEquals(AccountFinding.FAULT, off.finding());
            assertEquals("Sinch accepts the access key and shows the app Shop. Its channel SMS uses the service plan plan-1."
                + " Nothing is sent, as the account is off. Set SMSDESK_PUBLIC_URL.", said(off));
        }
    }

    @Test
    void whereSendingIsStoppedTheNextStepIsSaid() throws IOException {
        SendingGate gate = new SendingGate(DB.tx(), CLOCK, Optional.empty(), APP.id());
        gate.pause("ann", "Wrong text.");
        assertTrue(said(app(Said.of(200, SMS.formatted("ACTIVE")))).endsWith("Sending through it is stopped. Press Resume sending below."));
        gate.resume("ann");
    }

    @Test
    void aProxyThatOpensNoConnection() throws IOException {
        String proxy = "The proxy 127.0.0.1:[0-9]+ ";
        assertTrue(throughProxy(407).matches(proxy + "asks for a user and password, or does not accept those that it got \\(HTTP 407\\)\\."
            + " Check SMSDESK_HTTP_PROXY_USER and SMSDESK_HTTP_PROXY_PASSWORD\\."));
        assertTrue(throughProxy(403).matches(proxy + "allows no connection to Sinch \\(HTTP 403\\)\\. Have auth\\.sinch\\.com,"
            + " \\*\\.conversation\\.api\\.sinch\\.com and \\*\\.sms\\.api\\.sinch\\.com allowed there\\."));
        assertTrue(throughProxy(502).matches(proxy + "could not connect to Sinch \\(HTTP 502\\)\\. Check whether the proxy itself"
            + " reaches the internet\\."));
    }

    /** The proxy answers CONNECT itself, so nothing leaves this machine. */
    private static String throughProxy(int status) throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerAll(proxy, status));
            answers.setDaemon(true);
            answers.start();
            ConversationApp app = new ConversationApp(ConversationRegion.EU.base(), URI.create("https://auth.sinch.com"),
                (Credentials.App) APP.credentials(), 10, () -> false);
            try (ConversationApi api = new ConversationApi(app, Timeouts.usual(), new HttpProxy("127.0.0.1", proxy.getLocalPort(),
                null, null))) {
                return said(checked(APP, api, null));
            }
        }
    }

    private static void answerAll(ServerSocket proxy, int status) {
        while (!proxy.isClosed()) {
            try (Socket call = proxy.accept()) {
                int read = call.getInputStream().read(new byte[8192]);
                String challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
                call.getOutputStream().write(("HTTP/1.1 " + status + " " + read + "\r\n" + challenge + "Content-Length:"
                    + " 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!proxy.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
