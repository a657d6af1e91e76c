package dev.smsdesk.sandbox.conversation;

import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.RequestBody;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.store.TokenBucket;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** POST …/oauth2/token: client credentials against an access token. 30 calls at once, then 10 a second; 429 has no Retry-After. */
@Path("sandbox/oauth2/token")
public final class TokenResource {
    public static final String PATH = "sandbox/oauth2/token";
    private static final int BURST = 30;
    private final byte[] expected;
    private final AccessTokens tokens;
    private final TokenBucket rate;

    public TokenResource(SandboxSettings settings, Clock clock) {
        String credentials = SandboxSettings.NAME + ":" + settings.token();
        this.expected = ("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .getBytes(StandardCharsets.UTF_8);
        this.tokens = new AccessTokens(settings, clock);
        this.rate = new TokenBucket(BURST, Duration.ofMillis(100), clock);
    }

    /** @param authorization value of that header, or null */
    public boolean admits(String authorization) {
        return MessageDigest.isEqual(expected, String.valueOf(authorization).getBytes(StandardCharsets.UTF_8));
    }

    @POST
    public Response token(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream entity) throws IOException {
        if (!admits(authorization)) {
            throw new CallRefused(401, null, "The key id or the key secret is wrong");
        }
        if (!rate.take()) {
            throw new CallRefused(429, null, "Too many requests");
        }
        String form = new String(RequestBody.bytes(type, MediaType.APPLICATION_FORM_URLENCODED, entity), StandardCharsets.UTF_8);
        if (!form.equals("grant_type=client_credentials")) {
            throw new CallRefused(400, null, "The body must be grant_type=client_credentials");
        }
        String json = Json.newObject().put("access_token", tokens.issue()).put("expires_in", AccessTokens.LIFETIME.toSeconds())
            .put("scope", "").put("token_type", "bearer").toString();
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
