package dev.smsdesk.apply;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.receive.inbox.CallbackClaims;
import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies stored callbacks again, chunk by chunk in the order of their ids, for example after a bug fix in parsing. Correct results do
 * not change: a report is stored once, a state is the fold of all reports, and an applied callback stays applied. So a chunk may be
 * applied any number of times.
 */
public final class Replay implements JobWork {
    private static final int CHUNK = 500;
    private static final String NO_SUBJECT = "";
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private final Tx tx;
    private final Jobs jobs;
    private final DeliveryLog deliveries;
    private final Applier applier;
    private final Clock clock;

    public Replay(Tx tx, Jobs jobs, DeliveryLog deliveries, Applier applier, Clock clock) {
        this.tx = tx;
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.applier = applier;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "replay";
    }

    /** The bodies of a chunk, 1 MiB, may name 70 000 numbers. */
    @Override
    public Duration lease() {
        return Duration.ofMinutes(1);
    }

    /** What a replay would change, for the oldest {@value DryRun#MOST_CALLBACKS} callbacks at most. Changes nothing. */
    public ReplayPreview preview(ReplayFilter filter) {
        return new ReplayDryRun(tx).of(filter, deliveries, clock.instant());
    }

    /** Starts a replay of the callbacks stored so far, which runs in the background. @return its id */
    public String begin(ReplayFilter filter, String who) {
        String id = tx.once(SqlWork.on(connection -> {
            String job = jobs.add(connection, kind(), NO_SUBJECT, null, null, who);
            ReplayTable.insert(connection, job, filter);
            return job;
        }));
        log.info("replay begins id={} by={} filter=\"{}\"", id, who, filter.inWords());
        return id;
    }

    public Optional<ReplayRun> run(String id) {
        return runs(jobs.find(id).stream().toList()).stream().findFirst();
    }

    /** Newest first. */
    public List<ReplayRun> latest(int limit) {
        return runs(jobs.latest(kind(), NO_SUBJECT, limit));
    }

    private List<ReplayRun> runs(List<Job> some) {
        return tx.sql(connection -> ReplayTable.of(connection, some)).stream()
            .sorted(Comparator.comparing((ReplayRun run) -> run.job().id()).reversed()).toList();
    }

    /** One replay at a time: two would claim each other's callbacks. */
    @Override
    public Step step(Job job) {
        ReplayRun run = runs(List.of(job)).get(0);
        if (!jobs.open(kind(), 1).get(0).id().equals(job.id())) {
            return new Step(false, run.reached(), job.done(), WAIT);
        }
        CallbackClaims.ClaimedRange taken = tx.sql(connection -> CallbackClaims.matching(connection, clock.instant(), run.filter().query(),
            run.reached(), run.lastId(), CHUNK));
        List<ClaimedCallback> claimed = taken.claimed();
        if (claimed.isEmpty() && !taken.blocked()) {
            log.info("replay is through id={} callbacks={} reports={} moves={}", job.id(), job.done(), run.newReports(), run.moves());
            return new Step(true, run.reached(), job.done(), null);
        }
        ApplyResult done = applier.apply(claimed);
        if (!done.equals(ApplyResult.NOTHING)) {
            tx.once(SqlWork.on(connection -> {
                ReplayTable.found(connection, job.id(), done);
                return null;
            }));
        }
        String reached = claimed.isEmpty() ? run.reached() : claimed.get(claimed.size() - 1).id();
        return new Step(false, reached, job.done() + claimed.size(), taken.blocked() ? WAIT : null);
    }
}
