package dev.smsdesk.apply;

import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.receive.CallbackClaims;
import dev.smsdesk.receive.ClaimedCallback;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies kept callbacks again, chunk by chunk in the order of their ids: after a mistake in how they were read, or since this version reads more than
 * the one before. What is right already does not change: a report is kept once, a state is the fold of all reports, and what was applied stays applied.
 * A chunk is claimed like any other, so a node that dies loses nothing; any node goes on with the next.
 */
public final class Replay implements AutoCloseable {
    private static final int CHUNK = 500;
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private final Tx tx;
    private final Ids ids;
    private final DeliveryLog deliveries;
    private final Applier applier;
    private final Clock clock;
    private final Background background = new Background("replay", POLL, this::applyChunk);

    public Replay(Tx tx, Ids ids, DeliveryLog deliveries, Applier applier, Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.deliveries = deliveries;
        this.applier = applier;
        this.clock = clock;
    }

    public void start() {
        background.start();
    }

    /** What it would change, of the oldest {@value Foreseeing#MOST_CALLBACKS} at the most. Changes nothing. */
    public Foresight foresee(ReplayFilter filter) {
        return new Foreseeing(tx).of(filter, deliveries, clock.instant());
    }

    /** Of what is kept by now. @return id of the run; it goes on by itself */
    public String begin(ReplayFilter filter, String who) {
        String id = ids.next();
        tx.once(SqlWork.on(connection -> {
            ReplayTable.insert(connection, ReplayRun.begin(id, who, clock.instant(), filter));
            return null;
        }));
        log.info("replay begins id={} by={} filter=\"{}\"", id, who, filter.inWords());
        tx.afterCommit(background::wake);
        return id;
    }

    public Optional<ReplayRun> run(String id) {
        return tx.sql(connection -> ReplayTable.one(connection, id)).stream().findFirst();
    }

    /** Newest first. */
    public List<ReplayRun> latest(int limit) {
        return tx.sql(connection -> ReplayTable.latest(connection, limit));
    }

    private record Chunk(ReplayRun run, CallbackClaims.Taken taken) {}

    /** One chunk of the oldest run that is not through. @return whether there is more to do at once */
    public boolean applyChunk() {
        if (tx.sql(ReplayTable::open).isEmpty()) {
            return false;
        }
        Optional<Chunk> next = tx.once(SqlWork.on(connection -> {
            Optional<ReplayRun> open = ReplayTable.open(connection).stream().findFirst();
            if (open.isEmpty()) {
                return Optional.empty();
            }
            ReplayRun run = open.get();
            CallbackClaims.Taken taken = CallbackClaims.matching(connection, clock.instant(), run.filter().query(), run.reached(), run.lastId(), CHUNK);
            List<ClaimedCallback> claimed = taken.claimed();
            if (!claimed.isEmpty()) {
                ReplayTable.reached(connection, run.id(), claimed.get(claimed.size() - 1).id(), claimed.size());
            } else if (!taken.heldUp()) {
                ReplayTable.finished(connection, run.id(), clock.instant());
            }
            return Optional.of(new Chunk(run, taken));
        }));
        next.ifPresent(this::apply);
        return next.isPresent() && !next.get().taken().heldUp();
    }

    private void apply(Chunk chunk) {
        if (chunk.taken().claimed().isEmpty()) {
            if (chunk.taken().heldUp()) {
                return;   // comes back to it
            }
            log.info("replay is through id={} callbacks={} reports={} moves={}", chunk.run().id(), chunk.run().lookedAt(), chunk.run().newReports(), chunk.run().moves());
            return;
        }
        Done done = applier.apply(chunk.taken().claimed());
        tx.once(SqlWork.on(connection -> {
            ReplayTable.done(connection, chunk.run().id(), done);
            return null;
        }));
    }

    @Override
    public void close() {
        background.close();
    }
}
