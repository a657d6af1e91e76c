package dev.smsdesk.jobs;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Adds and reads jobs. */
public final class Jobs {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    public Jobs(Tx tx, Ids ids, Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds a job in the caller's transaction, so that both are committed together. {@link JobRunner#wake} then saves half a second of
     * waiting.
     * @return the job's id
     */
    public String add(Connection connection, String kind, String subject, String arguments, Long total, String askedBy)
            throws SQLException {
        Job job = new Job(ids.next(), kind, subject, arguments, null, 0, total, askedBy, clock.instant(), null);
        JobTable.insert(connection, job);
        return job.id();
    }

    /** Adds the one job of this kind and subject, which never ends, unless it exists. */
    public void keep(String kind, String subject, String askedBy) {
        String id = Ids.of("job " + kind + " " + subject);
        if (find(id).isEmpty()) {   // an existing row may be locked by a running step
            tx.sql(connection -> {
                JobTable.insert(connection, new Job(id, kind, subject, null, null, 0, null, askedBy, clock.instant(), null));
                return null;
            });
        }
    }

    public Optional<Job> find(String id) {
        return tx.sql(connection -> JobTable.one(connection, id)).stream().findFirst();
    }

    public Optional<Job> newest(String kind, String subject) {
        return latest(kind, subject, 1).stream().findFirst();
    }

    /** Newest first, finished or not. */
    public List<Job> latest(String kind, String subject, int limit) {
        return tx.sql(connection -> JobTable.latest(connection, kind, subject, limit));
    }

    /** Unfinished jobs, oldest first. */
    public List<Job> open(String kind, int limit) {
        return tx.sql(connection -> JobTable.open(connection, kind, limit));
    }
}
