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
 * What still comes of a body whose request has its answer. It is read and forgotten, as a caller who is cut off while it writes never sees the answer;
 * for as long as the request has time, and by no thread that waits.
 */
final class RestOfBody implements ReadListener, AsyncListener {
    private static final Logger log = LoggerFactory.getLogger(RestOfBody.class);
    private final AsyncContext async;
    private final ServletInputStream in;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final byte[] some = new byte[8192];
    private long left;

    /** @param left at least one byte is yet to come, and so many are read at most */
    RestOfBody(AsyncContext async, ServletInputStream in, long left) {
        this.async = async;
        this.in = in;
        this.left = left;
    }

    /** @param declared the body's length; @param most is read of it, then the connection ends */
    static void forget(AsyncContext async, ServletInputStream in, long declared, long most) throws IOException {
        long left = Math.min(declared, most);
        byte[] some = new byte[8192];
        while (left > 0 && in.available() > 0) {
            left -= Math.max(1, in.read(some, 0, (int) Math.min(some.length, left)));
        }
        if (left <= 0) {
            async.complete();
            return;
        }
        RestOfBody rest = new RestOfBody(async, in, left);
        async.addListener(rest);
        in.setReadListener(rest);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && in.isReady() && !in.isFinished()) {
            left -= Math.max(0, in.read(some));
            if (left <= 0) {
                end();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable cause) {
        log.debug("rest of a refused body broke off cause={}", cause.toString());
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it anew: it has its answer.
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            async.complete();
        }
    }
}
