package dev.smsdesk.sandbox.sms;

import dev.smsdesk.sandbox.SandboxSettings;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The API token opens the SMS API of the sandbox. Checked before method and path; without it the answer is 401 with an empty body. */
@PreMatching
public final class SmsAuth implements ContainerRequestFilter {
    private static final String BASE = "sandbox/xms/";
    private static final String COUNTER = "sandbox/accepted";
    private final byte[] expected;

    public SmsAuth(SandboxSettings settings) {
        this.expected = ("Bearer " + settings.token()).getBytes(StandardCharsets.UTF_8);
    }

    /** @param path below /api, without a slash in front */
    public static boolean guards(String path) {
        return path.startsWith(BASE) || path.equals(COUNTER);
    }

    /** @param authorization value of that header, or null */
    public boolean admits(String authorization) {
        return MessageDigest.isEqual(expected, String.valueOf(authorization).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        boolean plan = path.equals(COUNTER) || path.startsWith(BASE + "v1/" + SandboxSettings.NAME + "/");
        if (guards(path) && !(plan && admits(request.getHeaderString(HttpHeaders.AUTHORIZATION)))) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
        }
    }
}
