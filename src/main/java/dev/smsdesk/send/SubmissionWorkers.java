package dev.smsdesk.send;

import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Sender;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send. They look for work when woken and once a second, on each node; the database decides which node makes which call.
 * Nothing here interrupts them: an interrupt inside the embedded database would close its file.
 */
public final class SubmissionWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SubmissionWorkers.class);
    private static final long LOOK_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 250;
    private final SubmissionWorker worker;
    private final List<Thread> threads;
    private final Object bell = new Object();
    private long rings;
    private volatile boolean closed;

    /** @param linked told (family, provider id) after an accepted answer was committed: a parked callback may be waiting for it */
    public SubmissionWorkers(Tx tx, DeliveryLog deliveries, SendingGate gate, Gateway gateway, Sender sender, Clock clock,
                             BiConsumer<Family, String> linked, int threads) {
        this.worker = new SubmissionWorker(tx, deliveries, gate, gateway, sender, clock, linked, () -> closed);
        this.threads = IntStream.rangeClosed(1, threads).mapToObj(this::thread).toList();
    }

    private Thread thread(int number) {
        Thread thread = new Thread(this::work, "smsdesk-send-" + number);
        thread.setDaemon(true);
        thread.setContextClassLoader(SubmissionWorkers.class.getClassLoader());
        return thread;
    }

    /** Once. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /** There is work; never blocks. */
    public void wake() {
        synchronized (bell) {
            rings++;
            bell.notifyAll();
        }
    }

    /**
     * No new call begins. Calls under way have a quarter of a second to come to their record; those that take longer end by themselves, and
     * where the database is gone by then, as UNSURE by their lease. Close this before the sender, the sender before the database.
     */
    @Override
    public void close() {
        closed = true;
        wake();
        long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            join(thread, (deadline - System.nanoTime()) / 1_000_000);
        }
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        boolean failing = false;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            long heard = rings();
            boolean busy = false;
            try {
                busy = worker.step();
                failing = false;
            } catch (RuntimeException | Error e) {
                if (!failing) {
                    Fault fault = Fault.of(e);
                    log.error("sending failed, goes on trying each second cause={}", fault.kind(), fault.stack());
                }
                failing = true;
            }
            if (!busy) {
                waitForBell(heard);
            }
        }
    }

    private long rings() {
        synchronized (bell) {
            return rings;
        }
    }

    /** Returns at once if the bell rang after {@code heard}: what was stored meanwhile may have been missed. */
    private void waitForBell(long heard) {
        synchronized (bell) {
            try {
                if (rings == heard) {
                    bell.wait(LOOK_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
