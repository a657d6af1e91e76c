package dev.smsdesk.receive.body;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request that will be refused without it. It is read and discarded first, because a caller that is cut off while it writes
 * may never see the answer; for as long as the request may take, and without a waiting thread.
 */
final class UnwantedBody extends AwaitedBody {
    private static final int AT_ONCE = 8192;
    private static final Logger log = LoggerFactory.getLogger(UnwantedBody.class);
    private final WholeBody whole;
    private final ServletInputStream in;
    private final BodySlots slots;
    private final byte[] some = new byte[AT_ONCE];
    private long left;

    /** @param left at most so many bytes are read */
    UnwantedBody(WholeBody whole, ServletInputStream in, BodySlots slots, long left) {
        this.whole = whole;
        this.in = in;
        this.slots = slots;
        this.left = left;
    }

    /** Does not wait. @return how many of the bytes have not arrived yet */
    static long skipPresent(ServletInputStream in, long bytes) throws IOException {
        byte[] some = new byte[AT_ONCE];
        long left = bytes;
        while (left > 0 && in.available() > 0) {
            left -= Math.max(1, in.read(some, 0, (int) Math.min(some.length, left)));
        }
        return left;
    }

    @Override
    boolean enters() {
        boolean enters = slots.enter(this);
        if (!enters) {
            goOn();
        }
        return enters;
    }

    @Override
    void read() throws IOException {
        while (!isEnded() && in.isReady() && !in.isFinished()) {
            int read = in.read(some);
            received(read);
            left -= Math.max(0, read);
            if (left <= 0) {
                goOn();
            }
        }
    }

    @Override
    boolean holdsBytes() {
        return false;
    }

    @Override
    void release() {
        // Holds none.
    }

    @Override
    boolean end() {
        slots.leave(this);
        return super.end();
    }

    @Override
    public void onAllDataRead() {
        goOn();
    }

    @Override
    void late() {
        goOn();
    }

    @Override
    void leaveForOthers() {
        goOn();
    }

    private void goOn() {
        if (end()) {
            whole.forget();
            whole.async().dispatch();
        }
    }

    /** The caller is gone, so there is no answer. */
    @Override
    public void onError(Throwable cause) {
        log.debug("unwanted body broke off cause={}", cause.toString());
        if (end()) {
            whole.async().complete();
        }
    }
}
