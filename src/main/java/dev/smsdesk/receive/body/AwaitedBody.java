package dev.smsdesk.receive.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A body that no thread waits for. It ends exactly once; from another thread only while none of the container's reads it. */
abstract class AwaitedBody implements ReadListener, AsyncListener {
    private final long began = System.nanoTime();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean crowdedOut;
    private volatile long received;

    /** Begins to wait. No other thread ends it before the container knows whom to call. */
    final void await(WholeBody whole, ServletInputStream in, Duration patience) throws IOException {
        turn.lock();
        try {
            if (enters()) {
                AsyncContext async = whole.async();
                async.setTimeout(patience.toMillis());
                async.addListener(this);
                in.setReadListener(this);
            }
        } finally {
            turn.unlock();
        }
        if (crowdedOut) {
            crowdOut();
        }
    }

    /** @return false where there is no place, and it has ended */
    abstract boolean enters() throws IOException;

    /** Reads what is there, without waiting. */
    abstract void read() throws IOException;

    /** Ends it in favour of another. */
    abstract void leaveForOthers() throws IOException;

    abstract boolean holdsBytes();

    /** Gives back what it holds; no more of it is kept. */
    abstract void release();

    @Override
    public final void onDataAvailable() throws IOException {
        turn.lock();
        try {
            if (!crowdedOut) {
                read();
            }
        } finally {
            turn.unlock();
        }
        if (crowdedOut) {
            crowdOut();
        }
    }

    /** It will be ended in favour of another, and gives back its bytes now where no thread reads it just now. */
    final void abandon() {
        crowdedOut = true;
        if (turn.tryLock()) {
            try {
                release();
            } finally {
                turn.unlock();
            }
        }
    }

    /** From any thread that is no request's. Where a thread reads it just now, that one ends it afterwards. */
    final void crowdOut() {
        crowdedOut = true;
        if (turn.tryLock()) {
            try {
                leaveForOthers();
            } catch (IOException e) {
                BodyRefusals.unheard(e);
            } finally {
                turn.unlock();
            }
        }
    }

    final void received(int bytes) {
        received += Math.max(0, bytes);
    }

    /** In bytes a second since it began. */
    final double speed(long now) {
        return (received + 1) * 1e9 / Math.max(1, now - began);
    }

    final boolean isEnded() {
        return ended.get();
    }

    /** @return whether it is this call that ended it */
    boolean end() {
        return ended.compareAndSet(false, true);
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
        // JAX-RS waits for a callback's commit; from there on the request is not the gate's.
    }
}
