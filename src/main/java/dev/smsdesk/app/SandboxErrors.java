package dev.smsdesk.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** What JAX-RS refuses under the sandbox has the form of Sinch's errors: {@code code} and {@code text}, and nothing with 401. Source: Sinch SMS reference, read 2026-11-23. */
final class SandboxErrors implements ContainerResponseFilter {
    static final String BELOW_API = "/sandbox/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= 400 && Problem.MEDIA_TYPE.equals(String.valueOf(response.getMediaType()))
            && ('/' + request.getUriInfo().getPath()).startsWith(BELOW_API)) {
            response.setEntity(body(response.getStatus()), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    static String body(int status) {
        Problem problem = HttpErrorMapper.problem(status);
        return status == 401 ? "" : JSON.createObjectNode().put("code", problem.title().toLowerCase(Locale.ROOT).replace(' ', '_')).put("text", problem.detail()).toString();
    }
}
