package dev.smsdesk.sandbox.conversation;

import static dev.smsdesk.sandbox.SandboxServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.sandbox.SandboxServer;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Sender.Sent;
import dev.smsdesk.sinch.call.Sender.SentQuery;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationApp;
import dev.smsdesk.sinch.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Conversation sender behaves the same towards the sandbox and Sinch")
class ConversationSenderTest {
    private SandboxServer sandbox;
    private ConversationApi api;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(0.01, Clock.systemUTC());
        api = api(SandboxServer.TOKEN, "sandbox");
    }

    private ConversationApi api(String secret, String app) {
        return new ConversationApi(new ConversationApp(sandbox.base(), sandbox.base(),
            new Credentials.App("sandbox", "sandbox", secret, app), 10, () -> false),
            new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(1500), Duration.ofSeconds(10)), null);
    }

    @AfterEach
    void close() {
        api.close();
        sandbox.close();
    }

    @Test
    void aMessageIsAcceptedItsReportsComeAndItIsFoundAgain() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        Accepted accepted = assertInstanceOf(Accepted.class, send(api, "R1", "+46701234567"));
        Set<String> told = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            JsonNode report = Json.object(sandbox.receiver.next().body().getBytes(StandardCharsets.UTF_8)).path("message_delivery_report");
            told.add(report.path("message_id").asText() + " " + report.path("metadata").asText() + " " + report.path("status").asText());
        }
        assertEquals(Set.of(accepted.providerId() + " R1 QUEUED_ON_CHANNEL", accepted.providerId() + " R1 DELIVERED"), told);
        StatusAnswer<List<Sent>> found = api.find(new SentQuery("R1", "46701234567", before, Instant.now().plusSeconds(1)));
        Sent sent = ((Found<List<Sent>>) found).what().get(0);
        assertEquals(List.of(accepted.providerId(), "Hej", "R1"), List.of(sent.providerId(), sent.text(), sent.reference()));
        assertEquals("DELIVERED", ((Found<Reports>) api.informant().report(accepted.providerId())).what().lines().get(0).status());
    }

    @Test
    void theCallsOwnMagic() {
        assertEquals(new Refused(400, "INVALID_ARGUMENT", "Invalid MSISDN"), send(api, "R1", "+46701990400"));
        assertEquals(403, assertInstanceOf(AccountRefused.class, send(api, "R2", "+46701990403")).status());
        assertEquals("BILLING_CREDIT_LIMIT_BREACHED", assertInstanceOf(AccountRefused.class, send(api, "R3", "+46701990414")).code());
        assertInstanceOf(Unauthorised.class, send(api, "R4", "+46701990401"));
        assertEquals(new Unsure("answered:500"), send(api, "R5", "+46701990500"));
        assertEquals(new Unsure("answered:302"), send(api, "R6", "+46701990302"));
        assertEquals(new Unsure("answered-without-id:200"), send(api, "R7", "+46701990201"));
        assertEquals(new Unsure("answered-without-id:200"), send(api, "R8", "+46701990202"));
        assertEquals(new Later(429, Duration.ofSeconds(2)), send(api, "R9", "+46701990429"));
        assertEquals(new Later(429, null), send(api, "R10", "+46701990430"));
        assertEquals(new Later(503, null), send(api, "R11", "+46701990503"));
        assertInstanceOf(Unsure.class, send(api, "R12", "+46701990000"));
        assertEquals("{\"accepted\":[]}", accepted(), "none of them was accepted");
        for (String again : List.of("R2 +46701990403", "R3 +46701990414", "R4 +46701990401", "R9 +46701990429")) {
            assertInstanceOf(Accepted.class, send(api, again.split(" ")[0], again.split(" ")[1]), again);
        }
    }

    @Test
    void anExpiredTokenIsRenewedAndTheCallMadeOnceMore() {
        assertInstanceOf(Accepted.class, send(api, "R1", "+46701990419"));
    }

    @Test
    void aFaultAfterAccepting() {
        assertEquals(new Unsure("answered:500"), send(api, "R1", "+46701990501"));
        assertInstanceOf(Unsure.class, send(api, "R2", "+46701990001"));
        assertEquals("{\"accepted\":[{\"channel\":\"conversation\",\"reference\":\"R1\",\"calls\":1},{\"channel\":\"conversation\","
            + "\"reference\":\"R2\",\"calls\":1}]}", accepted());
    }

    @Test
    void aWrongKeyOrAppIsAboutTheAccount() {
        try (ConversationApi wrongKey = api("wrong-secret-of-the-test", "sandbox"); ConversationApi wrongApp = api(SandboxServer.TOKEN,
            "other")) {
            assertInstanceOf(Unauthorised.class, send(wrongKey, "R1", "+46701234567"));
            assertEquals(404, assertInstanceOf(AccountRefused.class, send(wrongApp, "R1", "+46701234567")).status());
        }
    }

    private String accepted() {
        return json(sandbox.call("GET", "/accepted", "Bearer " + SandboxServer.TOKEN, null)).toString();
    }

    private static SendOutcome send(ConversationApi api, String reference, String to) {
        return api.send(new OutgoingMessage(List.of(to), "+46700000000", "Hej", URI
            .create("https://desk.example/api/callbacks/conversation"), reference));
    }
}
