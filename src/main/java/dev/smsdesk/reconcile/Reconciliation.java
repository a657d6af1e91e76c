package dev.smsdesk.reconcile;

import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Asks Sinch for what callbacks did not tell, as long as the application runs; on each node, the database decides which one asks what. */
public final class Reconciliation implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Ten questions a second burden nobody. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration NOT_SINCE = Duration.ofSeconds(30);
    private final StatusPoller asker;
    private final Clock clock;
    private boolean askAgainFirst = true;
    private final Background questions = new Background("reconcile", LOOK, this::ask);

    /**
     * @param account name of ours: what was sent through another one is another account's
     * @param sinch   asked on threads of ours; closed by whoever built it, after this
     */
    public Reconciliation(Tx tx, DeliveryLog deliveries, PollGate asking, String account, StatusApi sinch, PollSchedule schedule, Clock clock) {
        this.asker = new StatusPoller(tx, deliveries, asking, account, sinch, schedule, clock);
        this.clock = clock;
    }

    /**
     * Once the tables are there. What has no final state is asked for again, by the thread's first step: the database may be a backup of
     * yesterday.
     */
    public void start() {
        questions.start();
    }

    /** What has no final state is due at once, as after a time that nobody knows of. */
    public void askAgain() {
        asker.questions().askAgain();
    }

    /**
     * A person wants to know how a batch stands; what was asked for in the last half minute is left alone.
     * @return whether there is anything to ask
     */
    public boolean askNow(String batchId) {
        int asked = asker.questions().askNow(batchId, clock.instant().minus(NOT_SINCE));
        questions.wake();
        return asked > 0;
    }

    /** How many questions wait though their time has come; counted up to 10 000. */
    public long overdue() {
        return asker.questions().overdue();
    }

    /** @return why nothing is asked now, one sentence, or empty */
    public Optional<String> stopped() {
        return asker.stopped();
    }

    private boolean ask() throws InterruptedException {
        if (askAgainFirst) {
            askAgain();
            askAgainFirst = false;
        }
        boolean more = asker.step();
        if (more) {
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        }
        return more;
    }

    @Override
    public void close() {
        questions.close();
    }
}
