package dev.smsdesk.sandbox.conversation;

import dev.smsdesk.sandbox.BearerChallenge;
import dev.smsdesk.sandbox.ErrorForm;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.conversation.AccessTokens.Validity;
import dev.smsdesk.store.TokenBucket;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;

/**
 * An access token opens the Conversation API of the sandbox; its project is {@code sandbox}. Checked before method and path, then the
 * rate: 800 calls at once, then 500 a second.
 */
@PreMatching
public final class ConversationAuth implements ContainerRequestFilter {
    private static final String BASE = "sandbox/v1/";
    private static final String PROJECT = BASE + "projects/" + SandboxSettings.NAME + "/";
    static final int BURST = 800;
    private static final Duration THEN_ONE_EACH = Duration.ofMillis(2);
    private final AccessTokens tokens;
    private final TokenBucket rate;

    public ConversationAuth(SandboxSettings settings, Clock clock) {
        this.tokens = new AccessTokens(settings, clock);
        this.rate = new TokenBucket(BURST, THEN_ONE_EACH, clock);
    }

    /** @param path below /api, without a slash in front */
    public static boolean guards(String path) {
        return path.startsWith(BASE);
    }

    /** @param authorization value of that header, or null */
    public boolean admits(String authorization) {
        return tokens.validity(authorization) == Validity.VALID;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!guards(path)) {
            return;
        }
        Validity validity = tokens.validity(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (validity != Validity.VALID) {
            boolean expired = validity == Validity.EXPIRED;
            Response.ResponseBuilder answer = answer(401, expired ? "The access token expired" : "The access token is invalid");
            request.abortWith(answer.header(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.of(expired)).build());
        } else if (!path.startsWith(PROJECT)) {
            request.abortWith(answer(403, "The key has no access to this project").build());
        } else if (!rate.take()) {
            request.abortWith(answer(429, "Too many requests for this project").build());
        }
    }

    private static Response.ResponseBuilder answer(int status, String text) {
        return Response.status(status).entity(ErrorForm.CONVERSATION.body(status, null, text)).type(MediaType.APPLICATION_JSON_TYPE);
    }
}
