package dev.smsdesk.sandbox.conversation;

import static dev.smsdesk.sandbox.SandboxServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.Receiver;
import dev.smsdesk.sandbox.SandboxServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox's app has up to five webhooks, each with its own target, triggers and secret")
class WebhooksTest {
    private SandboxServer sandbox;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(0.01, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theDesksOwnIsThereFromTheBeginning() {
        JsonNode own = list().get(0);
        assertEquals(sandbox.receiver.self() + "/api/callbacks/conversation", own.path("target").asText());
        assertEquals("[\"MESSAGE_DELIVERY\",\"MESSAGE_INBOUND\",\"OPT_IN\",\"OPT_OUT\"]", own.path("triggers").toString());
        assertEquals("sandbox secret of conversation", own.path("secret").asText());
    }

    @Test
    void eachWebhookGetsACopyOfWhatItHearsSignedWithItsOwnSecret() throws Exception {
        create("/delivery", "MESSAGE_DELIVERY", ",\"secret\":\"first-secret\"");
        create("/both", "MESSAGE_INBOUND\",\"MESSAGE_SUBMIT", "");
        sandbox.conversation.inbound("+46701234567", "12345", "Hello");
        List<Receiver.Arrival> inbound = List.of(sandbox.receiver.next(), sandbox.receiver.next());
        assertEquals(Set.of("/desk/api/callbacks/conversation", "/desk/both"), paths(inbound));
        assertTrue(inbound.stream().filter(arrival -> arrival.path().equals("/desk/both"))
            .noneMatch(arrival -> arrival.headers().containsKey("x-sinch-webhook-signature")),
            "without a secret there is no signature");
        sandbox.conversation("POST", "messages:send",
            "{\"app_id\":\"sandbox\",\"message\":{\"text_message\":{\"text\":\"Hej\"}},\"message_metadata\":\"R1\","
            + "\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"SMS\",\"identity\":\"+46701234567\"}]}}}");
        Receiver.Arrival submit = sandbox.receiver.next();
        assertEquals("/desk/both", submit.path());
        assertTrue(submit.body().contains("\"message_submit_notification\":{\"message_id\":") && submit.body()
            .contains("\"submitted_message\":{\"text_message\":{\"text\":\"Hej\"}}")
            && submit.body().contains("\"metadata\":\"R1\""), submit.body());
        List<Receiver.Arrival> reports = List.of(sandbox.receiver.next(), sandbox.receiver.next(), sandbox.receiver.next(), sandbox.receiver
            .next());
        assertEquals(Set.of("/desk/api/callbacks/conversation", "/desk/delivery"), paths(reports));
        assertTrue(reports.stream().filter(arrival -> arrival.path().equals("/desk/delivery"))
            .allMatch(arrival -> arrival.isSignedWith("first-secret")));
    }

    private static Set<String> paths(List<Receiver.Arrival> arrivals) {
        return Set.copyOf(arrivals.stream().map(Receiver.Arrival::path).toList());
    }

    @Test
    void anUpdateChangesWhatItsMaskNames() throws Exception {
        String own = list().get(0).path("id").asText();
        String target = list().get(0).path("target").asText();
        JsonNode updated = json(sandbox.conversation("PATCH", "webhooks/" + own + "?update_mask=target,target_type,triggers,secret",
            "{\"target\":\"" + target + "\",\"target_type\":\"HTTP\",\"triggers\":[\"MESSAGE_INBOUND\"],\"secret\":\"new-secret\"}"));
        assertEquals("[\"MESSAGE_INBOUND\"] new-secret", updated.path("triggers") + " " + updated.path("secret").asText());
        JsonNode same = json(sandbox.conversation("PATCH", "webhooks/" + own + "?update_mask=target", "{\"target\":\"" + target
            + "\",\"secret\":\"not-named\"}"));
        assertEquals("new-secret", same.path("secret").asText());
        assertEquals(400, sandbox.conversation("PATCH", "webhooks/" + own, "{\"secret\":\"x\"}").statusCode(),
            "an update wants the target");
        sandbox.conversation.inbound("+46701234567", "12345", "Hello");
        assertTrue(sandbox.receiver.next().isSignedWith("new-secret"));
    }

    @Test
    void whatWasChangedOrDeletedStaysSoAfterARestart() throws Exception {
        String own = list().get(0).path("id").asText();
        String other = json(create("/other", "MESSAGE_DELIVERY", "")).path("id").asText();
        assertEquals("{}", json(sandbox.conversation("DELETE", "webhooks/" + own, null)).toString());
        assertEquals(404, sandbox.conversation("GET", "webhooks/" + own, null).statusCode());
        try (SandboxServer again = new SandboxServer(0.01, Clock.systemUTC(), sandbox.store, new Receiver(n -> 200))) {
            assertEquals(List.of(other), json(again.conversation("GET", "apps/sandbox/webhooks", null)).path("webhooks")
                .findValuesAsText("id"));
            again.conversation.inbound("+46701234567", "12345", "Hello");
            assertNull(again.receiver.nextWithin(Duration.ofMillis(200)));
        }
    }

    @Test
    void limitsAreSinchs() {
        assertRefused("target: another webhook of the app has it", create("/api/callbacks/conversation", "MESSAGE_DELIVERY", ""));
        for (int i = 0; i < 4; i++) {
            assertEquals(200, create("/hook" + i, "MESSAGE_DELIVERY", "").statusCode());
        }
        assertRefused("The app has 5 webhooks, which is the most", create("/hook5", "MESSAGE_DELIVERY", ""));
    }

    @Test
    void targetsHaveAtMost742Characters() {
        String start = "https://example.com/";
        assertEquals(200, createAt(start + "x".repeat(742 - start.length())).statusCode());
        assertRefused("target: at most 742 characters", createAt(start + "x".repeat(743 - start.length())));
        assertRefused("target: a host of Sinch's", createAt("https://us.conversation.api.sinch.com/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"client_credentials\":{\"client_id\":\"a\"}", "\"triggers\":[]", "\"triggers\":[\"UNSPECIFIED_TRIGGER\"]",
        "\"target_type\":\"GRPC\"", "\"something\":1"})
    void whatItCannotDoIsRefused(String member) {
        assertEquals(400, sandbox.conversation("POST", "webhooks", "{\"app_id\":\"sandbox\",\"target\":\"https://example.com/x\","
            + (member.contains("triggers") ? "" : "\"triggers\":[\"OPT_IN\"],") + member + "}").statusCode());
    }

    private List<JsonNode> list() {
        JsonNode webhooks = json(sandbox.conversation("GET", "apps/sandbox/webhooks", null)).path("webhooks");
        return List.of(webhooks.get(0));
    }

    private HttpResponse<String> create(String path, String trigger, String more) {
        return sandbox.conversation("POST", "webhooks", "{\"app_id\":\"sandbox\",\"target\":\"" + sandbox.receiver.self() + path
            + "\",\"target_type\":\"HTTP\","
            + "\"triggers\":[\"" + trigger + "\"]" + more + "}");
    }

    private HttpResponse<String> createAt(String target) {
        return sandbox.conversation("POST", "webhooks", "{\"app_id\":\"sandbox\",\"target\":\"" + target + "\",\"triggers\":[\"OPT_IN\"]}");
    }

    private static void assertRefused(String text, HttpResponse<String> refused) {
        assertEquals("400 {\"error\":{\"code\":400,\"message\":\"" + text + "\",\"status\":\"INVALID_ARGUMENT\",\"details\":[]}}", refused
            .statusCode() + " " + refused.body());
    }
}
