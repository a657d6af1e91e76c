package dev.smsdesk.receive.body;

import dev.smsdesk.receive.answer.RefusalReason;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;

/**
 * Collects one body of known length as its bytes arrive, then resumes the request. Ends exactly once: resumed, or answered 503 on a
 * timeout, a broken connection, or in favour of faster bodies.
 */
final class BodyCollector extends AwaitedBody {
    private static final int FIRST_BYTES = 4096;

    private final WholeBody whole;
    private final HttpServletResponse response;
    private final ServletInputStream in;
    private final BodySlots slots;
    private final BodyRefusals refusals;
    private final int declared;
    private byte[] buffer;
    private int length;
    private int held;

    /** @param declared the body's length, at most the limit; @param begun its first bytes */
    BodyCollector(WholeBody whole, HttpServletResponse response, ServletInputStream in, BodySlots slots, int declared, byte[] begun,
            BodyRefusals refusals) {
        this.whole = whole;
        this.response = response;
        this.in = in;
        this.slots = slots;
        this.declared = declared;
        this.buffer = begun;
        this.length = begun.length;
        this.refusals = refusals;
        received(length);
    }

    @Override
    boolean enters() throws IOException {
        if (slots.enter(this) && hold(length)) {
            return true;
        }
        refuse(RefusalReason.BODY_CROWD);
        return false;
    }

    @Override
    void read() throws IOException {
        while (!isEnded() && in.isReady() && !in.isFinished()) {
            if (length == buffer.length && !grow()) {
                refuse(RefusalReason.BODY_CROWD);
                return;
            }
            int read = in.read(buffer, length, buffer.length - length);
            length += Math.max(0, read);
            received(read);
            if (length == declared) {
                handOn();   // some containers do not report the end by themselves
            }
        }
    }

    /** Allocates for the bytes that have arrived, not for the declared length, which costs the sender nothing. */
    private boolean grow() {
        int size = Math.min(declared, Math.max(FIRST_BYTES, 2 * buffer.length));
        if (!hold(size)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, size);
        return true;
    }

    private boolean hold(int size) {
        if (!slots.take(this, size - held)) {
            return false;
        }
        synchronized (this) {
            if (!isEnded()) {
                held = size;
                return true;
            }
        }
        slots.giveBack(size - held);
        return false;
    }

    @Override
    synchronized void release() {
        if (!isEnded()) {
            slots.giveBack(held);
            held = 0;
            buffer = new byte[0];
        }
    }

    @Override
    synchronized boolean holdsBytes() {
        return held > 0;
    }

    @Override
    synchronized boolean end() {
        boolean first = super.end();
        if (first) {
            slots.leave(this);
            slots.giveBack(held);
        }
        return first;
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (length < declared) {
            refuse(RefusalReason.BODY_BROKEN);
        } else {
            handOn();
        }
    }

    private void handOn() {
        if (end()) {
            whole.is(buffer, length);
            whole.async().dispatch();
        }
    }

    @Override
    void late() throws IOException {
        refuse(RefusalReason.BODY_LATE);
    }

    @Override
    void leaveForOthers() throws IOException {
        refuse(RefusalReason.BODY_CROWD);
    }

    @Override
    public void onError(Throwable cause) {
        try {
            refuse(BodyRefusals.reason(cause));
        } catch (IOException e) {
            BodyRefusals.unheard(e);
        }
    }

    private void refuse(RefusalReason reason) throws IOException {
        if (end()) {
            try {
                refusals.answer(whole, response, reason);
            } finally {
                whole.async().complete();
            }
        }
    }
}
