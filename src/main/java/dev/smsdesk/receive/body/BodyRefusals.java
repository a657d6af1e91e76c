package dev.smsdesk.receive.body;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.account.Channel;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.refusal.CallbackRequest;
import dev.smsdesk.receive.refusal.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests whose body is incomplete or too large, before JAX-RS or a page sees them. Callbacks are recorded and counted like
 * every other refusal.
 */
public final class BodyRefusals {
    private static final String RETRY_SECONDS = "5";
    private static final String REFUSED_ALREADY = BodyRefusals.class.getName();
    private static final Logger log = LoggerFactory.getLogger(BodyRefusals.class);
    private final Refusals refusals;
    private final CallbackMetrics traffic;

    public BodyRefusals(Refusals refusals, CallbackMetrics traffic) {
        this.refusals = refusals;
        this.traffic = traffic;
    }

    /** A read that failed: the container's time-out has a class of its own in each server. */
    static RefusalReason reason(Throwable cause) {
        log.debug("body broke off cause={}", cause.toString());
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each.getClass().getSimpleName().contains("Timeout")) {
                return RefusalReason.BODY_LATE;
            }
        }
        return RefusalReason.BODY_BROKEN;
    }

    static void unheard(IOException e) {
        log.debug("no answer to a body that broke off cause={}", e.toString());
    }

    /** 503, and closes the connection. The caller completes the request. */
    void answer(HttpServletRequest request, HttpServletResponse response, RefusalReason reason) throws IOException {
        ProblemType type = reason.answer(false);
        String path = MappedPath.of(request);
        Stream.of(Channel.values()).filter(channel -> path.equals(channel.callbackPath())).findFirst().ifPresent(channel -> {
            refusals.record(new CallbackRequest(channel, request::getAttribute), reason, type.status());
            traffic.refused(channel, reason);
        });
        BodyAnswer answer = new BodyAnswer(type, sentence(reason), BodyRules.isApi(request));
        if (response.isCommitted()) {
            request.setAttribute(REFUSED_ALREADY, answer);
        } else {
            answer.write(request, response);
        }
    }

    /**
     * For a broken body in chunks Tomcat answers 400 itself, which Sinch does not retry, and accepts another answer only in its error
     * page. Call it there.
     * @return whether this was such a request; it is answered then
     */
    public static boolean answersInstead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(REFUSED_ALREADY) instanceof BodyAnswer answer) {
            answer.write(request, response);
            return true;
        }
        return false;
    }

    /** 413, and closes the connection. @param sentence how large it may be */
    void tooLarge(HttpServletRequest request, HttpServletResponse response, String sentence) throws IOException {
        new BodyAnswer(ProblemType.TOO_LARGE, sentence, BodyRules.isApi(request)).write(request, response);
    }

    /** 413, and closes the connection. */
    void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (BodyRules.isApi(request)) {
            new BodyAnswer(ProblemType.TOO_LARGE, "The body is larger than 1 MiB. Split it into several requests.", true)
                .write(request, response);
        } else {
            close(request, response);
            response.sendError(ProblemType.TOO_LARGE.status());
        }
    }

    private record BodyAnswer(ProblemType type, String sentence, boolean api) {
        void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setStatus(type.status());
            if (type.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader("Retry-After", RETRY_SECONDS);
            }
            close(request, response);
            response.setContentType(api ? Problem.MEDIA_TYPE : "text/html");
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(api ? Problem.of(type, sentence).toJson() : page(type.title(), sentence));
            response.flushBuffer();   // GlassFish answers 200 if a timeout's answer is not flushed before the request completes
        }
    }

    private static String page(String title, String sentence) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>" + title
            + "</h1><p>" + sentence
            + " Nothing was changed.</p></body></html>";
    }

    private static String sentence(RefusalReason reason) {
        return switch (reason) {
            case BODY_LATE -> "The body did not come in time. Send it again.";
            case BODY_BROKEN -> ProblemDetail.BODY_BROKEN.toString();
            case BODY_CROWD -> "Too much is arriving at once. Send it again later.";
            default -> throw new IllegalArgumentException("not about a body that never was complete: " + reason);
        };
    }

    /** HTTP/2 has no such header: a stream ends without its connection. */
    private static void close(HttpServletRequest request, HttpServletResponse response) {
        if (!BodyGate.isHttp2(request)) {
            response.setHeader("Connection", "close");
        }
    }
}
