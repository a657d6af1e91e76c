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

/** A body that is awaited without a thread. It ends exactly once; another thread may end it only while no container thread reads it. */
abstract class AwaitedBody implements ReadListener, AsyncListener {
    private final long began = System.nanoTime();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean crowdedOut;
    private volatile long received;

    /** Starts to wait. The lock keeps other threads from ending it before the container has its listener. */
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

    /** @return false if there is no place; it has ended then */
    abstract boolean enters() throws IOException;

    /** Reads what is there, without waiting. */
    abstract void read() throws IOException;

    /** Ends it because its time is over. */
    abstract void late() throws IOException;

    /** Ends it in favour of another body. */
    abstract void leaveForOthers() throws IOException;

    abstract boolean holdsBytes();

    /** Returns its bytes to the budget and keeps no more. */
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

    /** Waits for a thread that is reading: Payara once sent an answer's body without its head when both went on at once. */
    @Override
    public final void onTimeout(AsyncEvent event) throws IOException {
        turn.lock();
        try {
            late();
        } finally {
            turn.unlock();
        }
    }

    /** Marks it as ended in favour of another body, and frees its bytes at once if no thread is reading it. */
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

    /** Must not be called by a request's own thread. If a thread is reading it, that thread ends it afterwards. */
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

    /** Bytes per second since it began. */
    final double speed(long now) {
        return (received + 1) * 1e9 / Math.max(1, now - began);
    }

    final boolean isEnded() {
        return ended.get();
    }

    /** @return whether this call ended it */
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
        // JAX-RS waits for the commit of a callback; the request no longer belongs to the gate
    }
}
