package dev.smsdesk.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/** Who may call the sandbox as if it were Sinch, and how it says no. */
final class SandboxAuth {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final SandboxSettings settings;

    SandboxAuth(SandboxSettings settings) {
        this.settings = settings;
    }

    /** @throws CallRefused 401 */
    void requireAccess(String plan, String authorization) {
        if (!admits(authorization) || !plan.equals(settings.plan())) {
            throw new CallRefused(401, null, "Unauthorised.");
        }
    }

    /** @param authorization value of that header, or null */
    boolean admits(String authorization) {
        byte[] expected = ("Bearer " + settings.token()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, String.valueOf(authorization).getBytes(StandardCharsets.UTF_8));
    }

    /** 200 with this JSON, or what the refusal says. */
    Response answer(String plan, String authorization, Supplier<String> json) {
        try {
            requireAccess(plan, authorization);
            return Response.ok(json.get(), MediaType.APPLICATION_JSON_TYPE).build();
        } catch (CallRefused refusal) {
            return refused(refusal);
        }
    }

    static Response refused(CallRefused refusal) {
        Response.ResponseBuilder answer = Response.status(refusal.status());
        if (refusal.code() == null) {
            return answer.build();
        }
        String body = JSON.createObjectNode().put("code", refusal.code()).put("text", refusal.getMessage()).toString();
        return answer.entity(body).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
