package dev.smsdesk.sandbox;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers a call as a {@link MagicFault} says; silence ends after 40 s, longer than a sender waits, or when the sandbox is closed. */
public final class FaultAnswers implements AutoCloseable {
    private static final int SILENT_SECONDS = 40;
    private final CountDownLatch closed = new CountDownLatch(1);

    public Response of(MagicFault fault, ErrorForm form) throws InterruptedException {
        if (fault.status() == 0) {
            closed.await(SILENT_SECONDS, TimeUnit.SECONDS);
            return Response.serverError().build();
        }
        boolean conversation = form == ErrorForm.CONVERSATION;
        Response.ResponseBuilder answer = Response.status(conversation && fault.status() == 201 ? 200 : fault.status());
        if (fault.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, fault.retryAfter());
        }
        if (conversation && fault.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.of("expired".equals(fault.code())));
        }
        String error = fault.text() == null ? null : form.body(fault.status(), fault.code(), fault.text());
        String body = fault.rawBody() == null ? error : fault.rawBody();
        return body == null ? answer.build() : answer.entity(body).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
