package dev.smsdesk.receive;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request that will be refused whatever it says. It is read and forgotten first, as a caller who is cut off while it writes may never see
 * the answer; for as long as the request has time, and by no thread that waits.
 */
final class UnwantedBody implements ReadListener, AsyncListener {
    private static final int AT_ONCE = 8192;
    private static final Logger log = LoggerFactory.getLogger(UnwantedBody.class);
    private final AsyncContext async;
    private final ServletInputStream in;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final byte[] some = new byte[AT_ONCE];
    private long left;

    /** @param left are read at most, and come unless the caller breaks off */
    UnwantedBody(AsyncContext async, ServletInputStream in, long left) {
        this.async = async;
        this.in = in;
        this.left = left;
    }

    /** @return how many of so many bytes are not there yet; neither call waits */
    static long skipPresent(ServletInputStream in, long bytes) throws IOException {
        byte[] some = new byte[AT_ONCE];
        long left = bytes;
        while (left > 0 && in.available() > 0) {
            left -= Math.max(1, in.read(some, 0, (int) Math.min(some.length, left)));
        }
        return left;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && in.isReady() && !in.isFinished()) {
            left -= Math.max(0, in.read(some));
            if (left <= 0) {
                goOn();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        goOn();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        goOn();
    }

    private void goOn() {
        if (ended.compareAndSet(false, true)) {
            async.dispatch();
        }
    }

    /** Nobody hears the answer any more. */
    @Override
    public void onError(Throwable cause) {
        log.debug("unwanted body broke off cause={}", cause.toString());
        if (ended.compareAndSet(false, true)) {
            async.complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable() == null ? new IOException("connection lost") : event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // What is refused does not wait for anything.
    }
}
