package dev.smsdesk.reconcile;

import dev.smsdesk.message.table.OpenRecipients;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

/**
 * How long the reports of one account take that are still to come: Sinch makes only so many callbacks a second. Up to two come of each
 * message: that it is on its way, and how it ended.
 */
public final class ReportBacklog {
    /** An account whose callbacks have no known limit. */
    public static final int UNLIMITED = 0;
    private static final Duration KEPT = Duration.ofSeconds(10);
    /** Sinch tells nothing of older messages any more. */
    private static final Duration LOOK_BACK = Duration.ofDays(14);
    private final Tx tx;
    private final String account;
    private final IntSupplier callbacksASecond;
    private final Clock clock;
    private OpenRecipients open = new OpenRecipients(0, 0, 0);
    private Instant counted = Instant.MIN;

    /** @param callbacksASecond that Sinch makes at most, or {@link #UNLIMITED} */
    public ReportBacklog(Tx tx, String account, IntSupplier callbacksASecond, Clock clock) {
        this.tx = tx;
        this.account = account;
        this.callbacksASecond = callbacksASecond;
        this.clock = clock;
    }

    /**
     * @param callbacksASecond that Sinch makes at most, or {@link #UNLIMITED}
     * @param messages         without a final report, those included that still wait here
     * @param all              how long all of their reports take
     * @param taken            how long those take of messages that Sinch has already
     */
    public record Estimate(int callbacksASecond, long messages, Duration all, Duration taken) {
        static Estimate of(int rate, OpenRecipients open) {
            long taken = 2 * open.taken() + open.dispatched();
            return new Estimate(rate, open.all(), time(taken + 2 * open.waiting(), rate), time(taken, rate));
        }

        private static Duration time(long callbacks, int rate) {
            return rate == UNLIMITED ? Duration.ZERO : Duration.ofSeconds((callbacks + rate - 1) / rate);
        }
    }

    /** Ten seconds old at the most. */
    public synchronized Estimate now() {
        int rate = callbacksASecond.getAsInt();
        Instant now = clock.instant();
        if (rate != UNLIMITED && (counted.plus(KEPT).isBefore(now) || counted.isAfter(now))) {
            open = tx.sql(connection -> OpenRecipients.of(connection, account, now.minus(LOOK_BACK)));
            counted = now;
        }
        return Estimate.of(rate, open);
    }
}
