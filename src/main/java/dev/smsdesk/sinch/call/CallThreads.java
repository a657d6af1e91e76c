package dev.smsdesk.sinch.call;

import dev.smsdesk.common.DaemonThread;
import dev.smsdesk.common.Text;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The threads on which calls are made. A caller waits no longer than the total timeout: nothing else bounds an answer that drips. */
public final class CallThreads implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThread.factory("sinch-call"));
    private final Timeouts timeouts;

    public CallThreads(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    public ExecutorService threads() {
        return threads;
    }

    /**
     * @param notMade what it means that the call was never begun, by the reason
     * @param unknown what it means that its end is not known, by the reason
     */
    public <T> T make(Callable<T> call, Function<String, T> notMade, Function<String, T> unknown) {
        return make(timeouts.total(), call, notMade, unknown);
    }

    /** The same within this time. */
    public <T> T make(Duration total, Callable<T> call, Function<String, T> notMade, Function<String, T> unknown) {
        if (Thread.currentThread().isInterrupted()) {
            return notMade.apply(CallFault.STOPPING.stored());
        }
        try {
            return ended(total, threads.submit(call), unknown);
        } catch (RejectedExecutionException e) {
            return notMade.apply(CallFault.CLOSED.stored());
        } catch (OutOfMemoryError e) {
            return notMade.apply(CallFault.NO_THREAD.stored());
        }
    }

    private <T> T ended(Duration total, Future<T> call, Function<String, T> unknown) {
        try {
            return call.get(total.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return unknown.apply(CallFault.NO_ANSWER_WITHIN.stored(total.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown.apply(CallFault.STOPPED_WAITING.stored());
        } catch (ExecutionException e) {
            return unknown.apply(fault(e.getCause()));
        } finally {
            call.cancel(true);
        }
    }

    /** One line of at most 500 characters. */
    public static String fault(Throwable cause) {
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return Text.line(cause.getClass().getSimpleName() + message, 500);
    }

    /** Ends the calls under way: their callers learn that the end is not known. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
