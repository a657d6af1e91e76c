package dev.smsdesk.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** What JAX-RS refuses by itself: unknown path, other method, other media type, broken JSON. */
public final class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
        Response original = e.getResponse();
        ProblemType type = switch (original.getStatus()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemType.BAD_REQUEST;
        };
        if (original.getStatus() >= 500) {
            return new UnexpectedMapper().toResponse(e);
        }
        Response.ResponseBuilder answer = Response.status(type.status()).type(Problem.MEDIA_TYPE)
            .entity(Problem.of(type, sentence(type)).toJson());
        if (original.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, original.getHeaderString(HttpHeaders.ALLOW).replaceAll(",? ?OPTIONS", ""));
        }
        return answer.build();
    }

    private static String sentence(ProblemType type) {
        return switch (type) {
            case NOT_FOUND -> "There is nothing at this address. Check the path.";
            case METHOD_NOT_ALLOWED -> "This address does not take this method. The Allow header lists those it takes.";
            case NOT_ACCEPTABLE -> "The answer is application/json. Let the Accept header take it, or leave it out.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send application/json.";
            default -> "The request could not be read. Check that its body is one JSON document.";
        };
    }
}
