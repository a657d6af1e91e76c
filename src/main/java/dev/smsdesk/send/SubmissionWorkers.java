package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The threads that send through one account. They look for work when woken and once a second, on each node; the database decides which node makes which call.
 */
public final class SubmissionWorkers implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private final Background background;

    /** @param linked told (channel, provider id) after an accepted answer was committed: a parked callback may be waiting for it */
    public SubmissionWorkers(Tx tx, DeliveryLog deliveries, SendingAccount account, Clock clock,
                             BiConsumer<Channel, String> linked, int threads) {
        SubmissionWorker worker = new SubmissionWorker(tx, deliveries, account, clock, linked, this::isClosed);
        this.background = new Background("send", threads, LOOK, worker::step);
    }

    private boolean isClosed() {
        return background.isClosed();
    }

    public void start() {
        background.start();
    }

    /** There is work; never blocks. */
    public void wake() {
        background.wake();
    }

    /**
     * No new call begins. Calls under way have a quarter of a second to come to their record; those that take longer end by themselves, and
     * where the database is gone by then, as UNSURE by their lease. Close this before the sender, the sender before the database.
     */
    @Override
    public void close() {
        background.close();
    }
}
