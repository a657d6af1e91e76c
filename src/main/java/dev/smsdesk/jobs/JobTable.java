package dev.smsdesk.jobs;

import dev.smsdesk.common.Text;
import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** The table of jobs. */
final class JobTable {
    static final Leases LEASES = new Leases("job");
    private static final int LONGEST_NOTE = 500;
    private static final String COLUMNS = "select id, kind, subject, arguments, reached, done, total, asked_by, asked_at, finished_at, "
        + "version, failures from job where ";

    private JobTable() {}

    /** @param failures steps in a row that threw */
    record DueJob(Job job, long version, int failures) {}

    /** Does nothing if the id exists. */
    static void insert(Connection connection, Job job) throws SQLException {
        Sql.run(connection, "insert into job (id, kind, subject, arguments, done, total, asked_at, asked_by, due_at, version, failures) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) on duplicate key update id = values(id)",
            job.id(), job.kind(), job.subject(), job.arguments(), job.done(), job.total(), job.askedAt(), job.askedBy(), job.askedAt());
    }

    static List<Job> one(Connection connection, String id) throws SQLException {
        return Sql.list(connection, JobTable::job, COLUMNS + "id = ?", id);
    }

    static List<Job> latest(Connection connection, String kind, String subject, int limit) throws SQLException {
        return Sql.list(connection, JobTable::job, COLUMNS + "kind = ? and subject = ? order by id desc limit ?", kind, subject, limit);
    }

    static List<Job> open(Connection connection, String kind, int limit) throws SQLException {
        return Sql.list(connection, JobTable::job, COLUMNS + "kind = ? and finished_at is null order by id limit ?", kind, limit);
    }

    /** The job that has waited longest. @param suffix the lock clause, or an empty text */
    static List<DueJob> due(Connection connection, Collection<JobWork> works, Instant now, String suffix) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(now, now));
        StringJoiner of = new StringJoiner(" or ", "(", ") ");
        for (JobWork work : works) {
            of.add(work.subject() == null ? "kind = ?" : "kind = ? and subject = ?");
            values.addAll(work.subject() == null ? List.of(work.kind()) : List.of(work.kind(), work.subject()));
        }
        return Sql.list(connection, row -> new DueJob(job(row), row.getLong("version"), row.getInt("failures")), COLUMNS
            + "due_at <= ? and " + LEASES.free() + "and " + of
            + "order by due_at, id limit 1" + suffix, values.toArray());
    }

    static void finished(Connection connection, String id, Step step, Instant now) throws SQLException {
        Sql.run(connection, "update job set reached = ?, done = ?, due_at = null, finished_at = ?, failures = 0, note = null, "
            + LEASES.ended() + "where id = ?", step.reached(), step.done(), now, id);
    }

    static void goesOn(Connection connection, String id, Step step, Instant due) throws SQLException {
        Sql.run(connection, "update job set reached = ?, done = ?, due_at = ?, failures = 0, note = null, "
            + LEASES.ended() + "where id = ?", step.reached(), step.done(), due, id);
    }

    static void failed(Connection connection, String id, String why, Instant due) throws SQLException {
        Sql.run(connection, "update job set note = ?, due_at = ?, failures = failures + 1, " + LEASES.ended() + "where id = ?",
            Text.cut(why, LONGEST_NOTE), due, id);
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(row.getString("id"), row.getString("kind"), row.getString("subject"), row.getString("arguments"),
            row.getString("reached"), row.getLong("done"), row.getObject("total", Long.class), row.getString("asked_by"),
            Sql.instant(row, "asked_at"), Sql.instant(row, "finished_at"));
    }
}
