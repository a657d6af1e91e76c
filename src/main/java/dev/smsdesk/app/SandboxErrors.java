package dev.smsdesk.app;

import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.sandbox.ErrorForm;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** Gives refusals by JAX-RS and the container under the sandbox the form of Sinch's errors, by API. */
final class SandboxErrors implements ContainerResponseFilter {
    static final String BELOW_API = "/sandbox/";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        boolean problem = response.getStatus() >= 400 && Problem.MEDIA_TYPE.equals(String.valueOf(response.getMediaType()));
        if (problem && ('/' + path).startsWith(BELOW_API)) {
            response.setEntity(body(response.getStatus(), path), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** @param path below /api, without a slash in front; @return empty for no body */
    static String body(int status, String path) {
        Problem problem = HttpErrorMapper.problem(status);
        String body = ErrorForm.of(path).body(status, problem.title().toLowerCase(Locale.ROOT).replace(' ', '_'), problem.detail());
        return body == null ? "" : body;
    }
}
