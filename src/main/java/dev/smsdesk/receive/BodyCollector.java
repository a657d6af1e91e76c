package dev.smsdesk.receive;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
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
    private final BodyRefusals refusals;
    private byte[] buffer;
    private int length;
    private int held;
    private boolean ended;

    /** @param declared the body's length, at most the limit; @param begun its first bytes */
    BodyCollector(AsyncContext async, WholeBody whole, HttpServletResponse response, ServletInputStream in, Room room, int declared, byte[] begun,
                  BodyRefusals refusals) {
        this.async = async;
        this.whole = whole;
        this.response = response;
        this.in = in;
        this.room = room;
        this.declared = declared;
        this.buffer = begun;
        this.length = begun.length;
        this.refusals = refusals;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!isEnded() && in.isReady() && !in.isFinished()) {
            if (length == buffer.length && !grow()) {
                refuse(RefusalReason.BODY_CROWD);
                return;
            }
            length += Math.max(0, in.read(buffer, length, buffer.length - length));
            if (length == declared) {
                handOn();   // not every container says by itself that this was all
            }
        }
    }

    /** Holds what has arrived rather than what was declared: a declaration costs its sender nothing. */
    private synchronized boolean grow() {
        int size = Math.min(declared, Math.max(FIRST_BYTES, 2 * buffer.length));
        if (ended || !room.take(size - held)) {
            return false;
        }
        held = size;
        buffer = Arrays.copyOf(buffer, size);
        return true;
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** @return whether it is this call that ended it */
    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        if (first) {
            room.giveBack(held);
        }
        return first;
    }

    @Override
    public void onAllDataRead() {
        handOn();
    }

    private void handOn() {
        if (end()) {
            whole.is(buffer, length);
            async.dispatch();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        refuse(RefusalReason.BODY_LATE);
    }

    @Override
    public void onError(Throwable cause) {
        log.debug("callback body broke off cause={}", cause.toString());
        try {
            refuse(RefusalReason.BODY_BROKEN);
        } catch (IOException e) {
            log.debug("nobody hears that it broke off cause={}", e.toString());
        }
    }

    private void refuse(RefusalReason reason) throws IOException {
        if (end()) {
            try {
                refusals.answer(whole, response, reason);
            } finally {
                async.complete();
            }
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
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
