package dev.smsdesk.access.key;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.Role;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** Lets a request pass that has one valid API key of at least the required role: {@code Authorization: Bearer KEY}. */
final class KeyFilter implements ContainerRequestFilter {
    private final ApiKeys keys;
    private final AuditLog audit;
    private final Role needed;

    KeyFilter(ApiKeys keys, AuditLog audit, Role needed) {
        this.keys = keys;
        this.audit = audit;
        this.needed = needed;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String presented = ApiKeys.presented(request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of())).orElseThrow(() ->
            new ProblemException(ProblemType.KEY_REFUSED, ProblemDetail.NO_KEY_SENT));
        ApiKey key = keys.find(presented).orElseThrow(() ->
            new ProblemException(ProblemType.KEY_REFUSED,
            "This API key is not known or was revoked. An admin makes keys on the page Keys."));
        if (!key.role().covers(needed)) {
            audit.count(key.id(), AuditLog.REFUSED, request.getMethod() + " " + request.getUriInfo().getPathSegments().get(0).getPath()
                + " needs role " + needed.word());
            throw new ProblemException(ProblemType.NOT_ALLOWED, "This API key has role " + key.role().word() + "; role "
                + needed.word() + " is needed.");
        }
        request.setSecurityContext(new KeyHolder(key, request.getSecurityContext().isSecure()));
    }
}
