package dev.smsdesk.receive;

import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects one body as its bytes arrive, at most one byte more than the limit, then hands the request on. Ends exactly once: handed
 * on, given up after the gate's patience (408), broken off (400), or sent away for want of room (503).
 */
final class BodyCollector implements ReadListener, AsyncListener {
    private static final int FIRST_BYTES = 4096;
    private static final int MOST_BYTES = SignatureFilter.MAX_BODY_BYTES + 1;
    private static final String COME_AGAIN_SECONDS = "5";
    private static final Logger log = LoggerFactory.getLogger(BodyCollector.class);

    private final AsyncContext async;
    private final WholeBody whole;
    private final HttpServletResponse response;
    private final ServletInputStream in;
    private final Room room;
    private final int declared;
    private final AtomicBoolean ended = new AtomicBoolean();
    private byte[] buffer = new byte[0];
    private int length;

    /** @param declared the body's length as far as it is known, else negative */
    BodyCollector(AsyncContext async, WholeBody whole, HttpServletResponse response, ServletInputStream in, Room room, int declared) {
        this.async = async;
        this.whole = whole;
        this.response = response;
        this.in = in;
        this.room = room;
        this.declared = declared;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && in.isReady() && !in.isFinished()) {
            if (length == buffer.length && !grow()) {
                refuse(ProblemType.NOT_KEPT, "Too much is arriving at once. Send it again later.");
                return;
            }
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return;   // the container says so by onAllDataRead
            }
            length += read;
            if (length == MOST_BYTES) {
                handOn();
            }
        }
    }

    /** Holds what has arrived rather than what was declared: a declaration costs its sender nothing. */
    private boolean grow() {
        int most = declared < 0 ? MOST_BYTES : declared;
        int size = Math.min(most, Math.max(FIRST_BYTES, 2 * buffer.length));
        if (!room.take(size - buffer.length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, size);
        return true;
    }

    @Override
    public void onAllDataRead() {
        handOn();
    }

    private void handOn() {
        if (ended.compareAndSet(false, true)) {
            whole.is(buffer, length);
            room.giveBack(buffer.length);
            async.dispatch();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        refuse(ProblemType.BODY_TIMEOUT, "The body did not come in time. Send it again.");
    }

    /** A body that breaks off proves nothing and is nobody's callback: no record, and no fault of ours. */
    @Override
    public void onError(Throwable cause) {
        log.debug("callback body broke off cause={}", cause.toString());
        try {
            refuse(ProblemType.BAD_REQUEST, "The body ended before it was complete.");
        } catch (IOException e) {
            log.debug("nobody hears that it broke off cause={}", e.toString());
        }
    }

    private void refuse(ProblemType type, String sentence) throws IOException {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        room.giveBack(buffer.length);
        response.setStatus(type.status());
        response.setHeader("Connection", "close");   // nobody reads the rest
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        if (type.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", COME_AGAIN_SECONDS);
        }
        try {
            response.getWriter().write(Problem.of(type, sentence).toJson());
        } finally {
            async.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (ended.compareAndSet(false, true)) {
            room.giveBack(buffer.length);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable() == null ? new IOException("connection lost") : event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // JAX-RS waits for the commit; what happens from there on is its own.
    }
}
