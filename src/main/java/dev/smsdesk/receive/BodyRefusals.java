package dev.smsdesk.receive;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.message.Family;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;

/** Turns callbacks away whose body never was complete, before JAX-RS has seen them. Recorded and counted like every other refusal. */
public final class BodyRefusals {
    private static final String COME_AGAIN_SECONDS = "5";
    private final Refusals refusals;
    private final Traffic traffic;

    public BodyRefusals(Refusals refusals, Traffic traffic) {
        this.refusals = refusals;
        this.traffic = traffic;
    }

    /** Answers, and ends request and connection. */
    void turnAway(HttpServletRequest request, HttpServletResponse response, RefusalReason reason) throws IOException {
        AsyncContext async = leaving(request, response);
        try {
            answer(request, response, reason);
        } finally {
            async.complete();
        }
    }

    /** Answers; whoever holds the request ends it. */
    void answer(HttpServletRequest request, HttpServletResponse response, RefusalReason reason) throws IOException {
        ProblemType type = reason.answer(false);
        String path = MappedPath.of(request);
        Stream.of(Family.values()).filter(family -> path.equals("/api/callbacks/" + family.word())).findFirst().ifPresent(family -> {
            refusals.record(new Attempt(family, request::getAttribute), reason, type.status());
            traffic.refused(family, reason);
        });
        response.setStatus(type.status());
        close(request, response);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        if (type.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", COME_AGAIN_SECONDS);
        }
        response.getWriter().write(Problem.of(type, sentence(reason)).toJson());
        response.flushBuffer();   // GlassFish sends 200 where a time-out's answer is not on its way before the request is completed
    }

    private static String sentence(RefusalReason reason) {
        return switch (reason) {
            case BODY_LATE -> "The body did not come in time. Send it again.";
            case BODY_BROKEN -> "The body ended before it was complete. Send it again.";
            case BODY_CROWD -> "Too much is arriving at once. Send it again later.";
            default -> throw new IllegalArgumentException("not about a body that never was complete: " + reason);
        };
    }

    /**
     * Tomcat reads what is left of a body before it ends a request, with a thread that waits for it, however slowly it comes. It does not where the
     * request is asynchronous and the connection ends with it.
     */
    static AsyncContext leaving(HttpServletRequest request, HttpServletResponse response) {
        close(request, response);
        return request.startAsync(request, response);
    }

    /** HTTP/2 has no such header: there a stream ends alone. */
    private static void close(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getProtocol().startsWith("HTTP/2")) {
            response.setHeader("Connection", "close");
        }
    }
}
