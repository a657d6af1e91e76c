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
        ProblemDetail detail = switch (type) {
            case NOT_FOUND -> ProblemDetail.NO_SUCH_ADDRESS;
            case METHOD_NOT_ALLOWED -> ProblemDetail.METHOD_NOT_TAKEN;
            case NOT_ACCEPTABLE -> ProblemDetail.JSON_NOT_ACCEPTED;
            case UNSUPPORTED_MEDIA_TYPE -> ProblemDetail.NO_JSON_SENT;
            case KEY_REFUSED -> ProblemDetail.NO_KEY_SENT;
            case NOT_ALLOWED -> ProblemDetail.NOT_ALLOWED;
            case TOO_LARGE -> ProblemDetail.REQUEST_TOO_LARGE;
            case UNEXPECTED -> ProblemDetail.FAILED_HERE;
            case NOT_READY -> ProblemDetail.NOT_READY;
            default -> ProblemDetail.REQUEST_UNREADABLE;
        };
        return detail.toString();
    }
}
