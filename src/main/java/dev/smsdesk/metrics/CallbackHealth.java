package dev.smsdesk.metrics;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.CallbackMetricsStore;
import dev.smsdesk.receive.answer.NotKept;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.Reconciliation;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gathers the figures and caches them for five seconds, so that many pages and monitors cause few queries. */
public final class CallbackHealth {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    private final Tx tx;
    private final CallbackMetrics traffic;
    private final CallbackMetricsStore book;
    private final MissingCallbacks neverCame;
    private final Silence silence;
    private final Reconciliation reconciliation;
    private final List<String> accounts;
    private final Clock clock;
    private Health health;
    private RuntimeException fault;
    private Instant gathered = Instant.MIN;

    /**
     * @param reconciliation null if statuses cannot be polled
     * @param accounts       ids of those that messages are sent through
     */
    public CallbackHealth(Tx tx, CallbackMetrics traffic, CallbackMetricsStore book, MissingCallbacks neverCame, Silence silence,
            Reconciliation reconciliation, List<String> accounts, Clock clock) {
        this.tx = tx;
        this.traffic = traffic;
        this.book = book;
        this.neverCame = neverCame;
        this.silence = silence;
        this.reconciliation = reconciliation;
        this.accounts = List.copyOf(accounts);
        this.clock = clock;
    }

    /**
     * At most five seconds old.
     * @throws RuntimeException the database did not answer, now or within the last five seconds: failures are cached too
     */
    public synchronized Health now() {
        Instant now = clock.instant();
        if (gathered.plus(KEPT).isBefore(now) || gathered.isAfter(now)) {
            fault = null;
            try {
                health = gather(now);
            } catch (RuntimeException e) {
                fault = e;
            }
            gathered = clock.instant();
        }
        if (fault != null) {
            throw fault;
        }
        return health;
    }

    private Health gather(Instant now) {
        CallbackMetricsStore.Sums hour = book.since(now.minus(HOUR));
        CallbackMetricsStore.Sums day = book.since(now.minus(DAY));
        Map<Channel, Instant> last = book.lastHeard();
        List<Health.PathHealth> paths = Stream.of(Channel.values())
            .map(channel -> new Health.PathHealth(channel, last.get(channel), count(hour, day, sums -> sums.accepted(channel)),
            causes(RefusalReason.values(), reason -> count(hour, day, sums -> sums.refused(channel, reason))))).toList();
        Map<DeliveryState, Long> asked = neverCame.counts();
        long answered = asked.entrySet().stream().filter(entry -> !entry.getKey().isOpenAtSinch()).mapToLong(Map.Entry::getValue).sum();
        long open = asked.values().stream().mapToLong(Long::longValue).sum() - answered;
        return tx.sql(connection -> new Health(now, paths, causes(NotKept.values(), cause -> count(hour, day, sums -> sums.notKept(cause))),
            count(hour, day, CallbackMetricsStore.Sums::repeated), traffic.ack(), CallbackTables.backlog(connection, CallbackState.PENDING),
            CallbackTables.backlog(connection, CallbackState.PARKED), CallbackTables.backlog(connection, CallbackState.SHELVED),
            CallbackTables.skew(connection, now), Callbacks.repeated(connection, Health.LOOKED_AT), silence.states(), open, answered,
            reconciliation == null ? 0 : reconciliation.overdue(), reconciliation == null ? null : reconciliation.stopped().orElse(null),
            queues(connection)));
    }

    private List<AccountQueue> queues(Connection connection) throws SQLException {
        List<AccountQueue> queues = new ArrayList<>();
        for (String account : accounts) {
            queues.add(AccountQueue.of(connection, account));
        }
        return queues;
    }

    private static Health.Count count(CallbackMetricsStore.Sums hour, CallbackMetricsStore.Sums day,
            Function<CallbackMetricsStore.Sums, Long> which) {
        return new Health.Count(which.apply(hour), which.apply(day));
    }

    private static <E extends Enum<E>> List<Health.CauseCount<E>> causes(E[] all, Function<E, Health.Count> count) {
        return Stream.of(all).map(one -> new Health.CauseCount<>(one, count.apply(one))).filter(cause -> cause.count().day() > 0).toList();
    }
}
