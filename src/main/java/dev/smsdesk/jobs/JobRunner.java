package dev.smsdesk.jobs;

import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of jobs, the longest waiting job first; any number of nodes may run one. A step is claimed and committed, then run, then
 * its progress is saved if the claim still stands. If a node dies or freezes, another takes over its step when the lease ends.
 */
public final class JobRunner implements AutoCloseable {
    private static final int THREADS = 2;   // so that one long step does not hold up the others
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private final Tx tx;
    private final Clock clock;
    private final List<JobWork> works;
    private final Background background = new Background("jobs", THREADS, POLL, this::step);

    /** @param works jobs of other kinds are left to nodes that know them */
    public JobRunner(Tx tx, Clock clock, List<JobWork> works) {
        this.tx = tx;
        this.clock = clock;
        this.works = List.copyOf(works);
    }

    public void start() {
        background.start();
    }

    /** Announces work; returns at once. */
    public void wake() {
        background.wake();
    }

    /** Runs one step of one job. @return false if there was none to run */
    public boolean step() {
        Optional<JobTable.DueJob> claimed = claim();
        claimed.ifPresent(this::run);
        return claimed.isPresent();
    }

    private Optional<JobTable.DueJob> claim() {
        Instant now = clock.instant();
        if (works.isEmpty() || tx.sql(connection -> JobTable.due(connection, works, now, "")).isEmpty()) {
            return Optional.empty();
        }
        return tx.once(SqlWork.on(connection -> {
            Optional<JobTable.DueJob> due = JobTable.due(connection, works, now, Leases.FREE).stream().findFirst();
            if (due.isPresent()) {
                Job job = due.get().job();
                JobTable.LEASES.claim(connection, List.of(job.id()), now.plus(workOf(job).lease()));
            }
            return due;
        }));
    }

    private JobWork workOf(Job job) {
        return works.stream().filter(work -> work.kind().equals(job.kind())
            && (work.subject() == null || work.subject().equals(job.subject()))).findFirst().orElseThrow();
    }

    /** Errors that depend on the input, such as a stack overflow, count as faults; errors that end the process do not. */
    private void run(JobTable.DueJob claimed) {
        Job job = claimed.job();
        try {
            Step step = workOf(job).step(job);
            save(claimed, connection -> {
                if (step.finished()) {
                    JobTable.finished(connection, job.id(), step, clock.instant());
                } else {
                    JobTable.goesOn(connection, job.id(), step, step.again() == null ? clock.instant()
                        : clock.instant().plus(step.again()));
                }
            });
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
            failed(claimed, e);
        }
    }

    private void failed(JobTable.DueJob claimed, Throwable thrown) {
        Fault fault = Fault.of(thrown);
        log.warn("job step failed, is tried again kind={} id={} failures={} cause={}", claimed.job().kind(), claimed.job().id(),
            claimed.failures() + 1, fault.kind(), fault.stack());
        save(claimed, connection -> JobTable.failed(connection, claimed.job().id(), "A step failed and is tried again: " + fault.kind()
            + ". The log has the details under the job's id.", clock.instant().plus(wait(claimed.failures()))));
    }

    private static Duration wait(int failuresBefore) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failuresBefore, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private interface JobUpdate {
        void of(Connection connection) throws SQLException;
    }

    /** Saves progress if the claim still stands; otherwise the step runs again when the lease ends. */
    private void save(JobTable.DueJob claimed, JobUpdate change) {
        String id = claimed.job().id();
        Optional<Boolean> saved = Locked.patiently(() -> tx.once(SqlWork.on(connection -> {
            Leases.HeldRows hold = JobTable.LEASES.hold(connection, Map.of(id, claimed.version() + 1));
            if (hold.locked().contains(id)) {
                return Optional.empty();
            }
            if (hold.held().contains(id)) {
                change.of(connection);
            }
            return Optional.of(hold.held().contains(id));
        })));
        if (!saved.equals(Optional.of(true))) {
            log.warn("job step not saved, {} kind={} id={}", saved.isPresent() ? "its lease had ended" : "locked by another transaction",
                claimed.job().kind(), id);
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
