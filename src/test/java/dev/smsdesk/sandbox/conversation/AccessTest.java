package dev.smsdesk.sandbox.conversation;

import static dev.smsdesk.sandbox.SandboxServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.SandboxServer;
import dev.smsdesk.store.MutableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The sandbox's Conversation API needs an access token; client credentials give one for an hour")
class AccessTest {
    private static final String GRANT = "grant_type=client_credentials";
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private SandboxServer sandbox;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(1, clock);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theTokenIsAJwtThatSaysWhenItExpires() {
        HttpResponse<String> answer = sandbox.token(basic(SandboxServer.TOKEN), GRANT);
        JsonNode token = json(answer);
        assertEquals("bearer 3600", token.path("token_type").asText() + " " + token.path("expires_in").asInt());
        String claims = new String(Base64.getUrlDecoder().decode(token.path("access_token").asText().split("\\.")[1]),
            StandardCharsets.UTF_8);
        assertEquals("{\"sub\":\"sandbox\",\"iat\":1795514400,\"exp\":1795518000}", claims);
    }

    @Test
    void anotherSecretOrGrantIsRefusedInTheFormOfOAuth2() {
        assertEquals("401 {\"error\":\"invalid_client\",\"error_description\":\"The key id or the key secret is wrong\"}",
            said(sandbox.token(basic("wrong"), GRANT)));
        assertEquals("401 invalid_client", sandbox.token("Bearer " + SandboxServer.TOKEN, GRANT).statusCode() + " "
            + sandbox.token("Bearer x", GRANT).body().replaceAll(".*\"error\":\"(\\w+)\".*", "$1"));
        assertEquals("400 {\"error\":\"invalid_request\",\"error_description\":\"The body must be grant_type=client_credentials\"}",
            said(sandbox.token(basic(SandboxServer.TOKEN), "grant_type=password")));
    }

    @Test
    void theTokenEndpointTakesThirtyAtOnceThenTenASecondAndItsRefusalHasNoRetryAfter() {
        IntStream.range(0, 30).forEach(i -> assertEquals(200, sandbox.token(basic(SandboxServer.TOKEN), GRANT).statusCode()));
        HttpResponse<String> refused = sandbox.token(basic(SandboxServer.TOKEN), GRANT);
        assertEquals(429, refused.statusCode());
        assertFalse(refused.headers().firstValue("Retry-After").isPresent());
        clock.pass(Duration.ofMillis(100));
        assertEquals(200, sandbox.token(basic(SandboxServer.TOKEN), GRANT).statusCode());
    }

    @Test
    void withoutAValidTokenItIs401BeforeAnythingElseAndAnExpiredOneIsToldApart() {
        String token = sandbox.accessToken();
        for (String authorization : new String[] {null, "", "Bearer", "Bearer nonsense", "Bearer a.b.c", token, "Bearer " + token + "x",
            basic(SandboxServer.TOKEN),
            "Bearer " + SandboxServer.TOKEN}) {
            assertRefused("invalid", sandbox.call("GET", SandboxServer.PROJECT + "nothing/here", authorization, null));
        }
        assertEquals(200, sandbox.call("GET", SandboxServer.PROJECT + "apps/sandbox", "Bearer " + token, null).statusCode());
        clock.pass(Duration.ofHours(1));
        assertRefused("expired", sandbox.call("GET", SandboxServer.PROJECT + "apps/sandbox", "Bearer " + token, null));
    }

    private static void assertRefused(String word, HttpResponse<String> refused) {
        String text = word.equals("expired") ? "The access token expired" : "The access token is invalid";
        assertEquals("401 {\"error\":{\"code\":401,\"message\":\"" + text + "\",\"status\":\"UNAUTHENTICATED\",\"details\":[]}}",
            said(refused));
        assertEquals("Bearer error=\"invalid_token\", error_description=\"" + text + "\"", refused.headers().firstValue("WWW-Authenticate")
            .orElseThrow());
    }

    @Test
    void anotherProjectIs403() {
        HttpResponse<String> refused = sandbox.call("GET", "/v1/projects/other/apps/sandbox", "Bearer " + sandbox.accessToken(), null);
        assertEquals("403 {\"error\":{\"code\":403,\"message\":\"The key has no access to this project\",\"status\":\"PERMISSION_DENIED\","
            + "\"details\":[]}}", said(refused));
    }

    @Test
    @Tag("slow")
    void beyondTheRateOfTheProjectItIs429() {
        String token = "Bearer " + sandbox.accessToken();
        IntStream.range(0, ConversationAuth.BURST).forEach(i -> assertEquals(200, sandbox
            .call("GET", SandboxServer.PROJECT + "apps/sandbox", token, null).statusCode()));
        HttpResponse<String> refused = sandbox.call("GET", SandboxServer.PROJECT + "apps/sandbox", token, null);
        assertEquals("429 RESOURCE_EXHAUSTED", refused.statusCode() + " " + refused.body().replaceAll(".*\"status\":\"(\\w+)\".*", "$1"));
        clock.pass(Duration.ofMillis(2));
        assertEquals(200, sandbox.call("GET", SandboxServer.PROJECT + "apps/sandbox", token, null).statusCode());
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("sandbox:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static String said(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }
}
