package dev.smsdesk.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;

/** Maps the errors of JAX-RS itself: unknown path, wrong method or media type, broken JSON. */
public final class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {
    private static final List<ProblemType> KNOWN = List.of(ProblemType.BAD_REQUEST, ProblemType.KEY_REFUSED, ProblemType.NOT_ALLOWED,
        ProblemType.NOT_FOUND, ProblemType.METHOD_NOT_ALLOWED, ProblemType.NOT_ACCEPTABLE, ProblemType.TOO_LARGE,
        ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.UNEXPECTED, ProblemType.NOT_READY);

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

    /** For an error of which only the status is known. */
    public static Problem problem(int status) {
        Optional<ProblemType> type = KNOWN.stream().filter(known -> known.status() == status).findFirst();
        Response.Status standard = Response.Status.fromStatusCode(status);
        return type.map(known -> Problem.of(known, sentence(known)))
            .orElseGet(() -> new Problem("about:blank", standard == null ? "Error" : standard.getReasonPhrase(), status,
            sentence(ProblemType.BAD_REQUEST), null, List.of()));
    }

    private static String sentence(ProblemType type) {
        return switch (type) {
            case NOT_FOUND -> "There is nothing at this address. Check the path.";
            case METHOD_NOT_ALLOWED -> "This address does not take this method. The Allow header lists those it takes.";
            case NOT_ACCEPTABLE -> "The answer is application/json. Let the Accept header take it, or leave it out.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send application/json.";
            case KEY_REFUSED -> "Send an API key in one header, Authorization: Bearer KEY.";
            case NOT_ALLOWED -> "This is not allowed.";
            case TOO_LARGE -> "The request is too large.";
            case UNEXPECTED -> "Something went wrong here. The log has the details.";
            case NOT_READY -> "SMS Desk cannot answer now. Try again in a few seconds.";
            default -> "The request could not be read. Check that its body is one JSON document.";
        };
    }
}
