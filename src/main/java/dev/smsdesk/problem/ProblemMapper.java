package dev.smsdesk.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Maps errors that SMS Desk reports on purpose. */
public final class ProblemMapper implements ExceptionMapper<ProblemException> {
    @Override
    public Response toResponse(ProblemException e) {
        Problem problem = Problem.of(e.type(), e.getMessage(), null, e.errors());
        Response.ResponseBuilder answer = Response.status(problem.status()).entity(problem.toJson()).type(Problem.MEDIA_TYPE);
        if (e.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, e.retryAfter().toSeconds()));
        }
        if (e.type() == ProblemType.KEY_REFUSED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (e.type() == ProblemType.PASSWORD_REFUSED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"callbacks\"");
        }
        if (e.type() == ProblemType.TOO_LARGE || e.type() == ProblemType.BODY_BROKEN) {
            answer.header("Connection", "close");
        }
        return answer.build();
    }
}
