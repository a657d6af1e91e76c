package dev.smsdesk.reconcile;

import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks Sinch for what callbacks did not tell, as long as the application runs; on each node, the database decides which one asks what. Each
 * account has a thread of its own: one that does not answer holds up no other.
 */
public final class Reconciliation implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Ten questions a second are little for Sinch. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration NOT_SINCE = Duration.ofSeconds(30);
    private final List<Polls> all;
    private final Clock clock;

    /** @param accounts app closes their senders after this */
    public Reconciliation(Tx tx, DeliveryLog deliveries, List<PolledAccount> accounts, PollSchedule schedule, Clock clock) {
        this.all = accounts.stream().map(account -> new Polls(new StatusPoller(tx, deliveries, account, schedule, clock))).toList();
        this.clock = clock;
    }

    /** Those of one account. */
    private static final class Polls {
        private final StatusPoller poller;
        private final Background thread = new Background("reconcile", LOOK, this::ask);
        private boolean askAgainFirst = true;

        Polls(StatusPoller poller) {
            this.poller = poller;
        }

        private boolean ask() throws InterruptedException {
            if (askAgainFirst) {
                poller.questions().askAgain();
                askAgainFirst = false;
            }
            boolean more = poller.step();
            if (more) {
                Thread.sleep(BETWEEN_QUESTIONS.toMillis());
            }
            return more;
        }
    }

    /**
     * Once the tables are there. What has no final state is asked for again, by each thread's first step: the database may be a backup of
     * yesterday.
     */
    public void start() {
        all.forEach(one -> one.thread.start());
    }

    /** What has no final state is due at once, as after a time that this installation knows nothing of. */
    public void askAgain() {
        all.forEach(one -> one.poller.questions().askAgain());
    }

    /**
     * A person wants to know how a batch stands; what was asked for in the last half minute is left alone.
     * @return whether there is anything to ask
     */
    public boolean askNow(String batchId) {
        int asked = all.stream().mapToInt(one -> one.poller.questions().askNow(batchId, clock.instant().minus(NOT_SINCE))).sum();
        all.forEach(one -> one.thread.wake());
        return asked > 0;
    }

    /** How many questions wait though their time has come; counted up to 10 000 for each account. */
    public long overdue() {
        return all.stream().mapToLong(one -> one.poller.questions().overdue()).sum();
    }

    /** @return why nothing is asked now through some account, one sentence, or empty */
    public Optional<String> stopped() {
        return all.stream().flatMap(one -> one.poller.stopped().stream()).findFirst();
    }

    @Override
    public void close() {
        Background.close(all.stream().map(one -> one.thread).toList());
    }
}
