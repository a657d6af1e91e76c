package dev.smsdesk.receive;

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
 * Collects one body of known length as its bytes arrive, then hands the request on. Ends exactly once: handed on, given up after the
 * gate's patience (408), broken off (400), or sent away for want of room (503).
 */
final class BodyCollector implements ReadListener, AsyncListener {
    private static final int FIRST_BYTES = 4096;
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

    /** @param declared the body's length, at most the limit */
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
            length += Math.max(0, in.read(buffer, length, buffer.length - length));
            if (length == declared) {
                handOn();   // not every container says by itself that this was all
            }
        }
    }

    /** Holds what has arrived rather than what was declared: a declaration costs its sender nothing. */
    private boolean grow() {
        int size = Math.min(declared, Math.max(FIRST_BYTES, 2 * buffer.length));
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
        if (ended.compareAndSet(false, true)) {
            room.giveBack(buffer.length);
            try {
                BodyGate.refuse(response, type, sentence);
            } finally {
                async.complete();
            }
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
