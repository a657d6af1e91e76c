package dev.smsdesk.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes batches that the desk has sent: what the sender leaves behind, so that each report finds its message. */
final class Seed {
    private static final String SENDER = "46700000000";
    private static final String GATEWAY = "sms:bench";
    private final Connection connection;

    Seed(Connection connection) {
        this.connection = connection;
    }

    void store(List<Submission> submissions) throws SQLException {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        connection.setAutoCommit(false);
        for (Submission submission : submissions) {
            String batch = Submission.ulid();
            write("insert into batch (id, sender, text, account, recipient_count, created_at, created_by, status) values (?, ?, ?, ?, ?, "
                + "?, ?, 'SENDING')", batch, SENDER, "Hello", GATEWAY, Submission.RECIPIENTS, now, "bench");
            write("insert into submission (id, batch_id, channel, account, state, attempts, next_attempt_at, version) values (?, ?, "
                + "'SMS', ?, 'SENT', 1, ?, 0)", submission.id(), batch, GATEWAY, now);
            write("insert into provider_ref (channel, provider_id, submission_id) values ('SMS', ?, ?)",
                submission.providerId(), submission.id());
            recipients(submission, batch);
            write("insert into batch_count (batch_id, state, node, n) values (?, 'ACCEPTED', '', ?)", batch, Submission.RECIPIENTS);
            write("insert into hour_count (accepted_in, account, state, code, node, n) values (?, ?, 'ACCEPTED', 0, '', ?) on duplicate "
                + "key update n = n + values(n)", now.truncatedTo(ChronoUnit.HOURS), GATEWAY, Submission.RECIPIENTS);
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    /** Batches whose calls wait, in turn as they are composed. */
    void waiting(String account, int batches, int calls, int recipients) throws SQLException {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        connection.setAutoCommit(false);
        for (int i = 0; i < batches; i++) {
            String batch = Submission.ulid();
            write("insert into batch (id, sender, text, account, recipient_count, created_at, created_by, status) values (?, ?, ?, ?, ?, "
                + "?, ?, 'SENDING')", batch, SENDER, "Hello", account, calls * recipients, now, "bench");
            List<Submission> submissions = Submission.of(calls);
            many("insert into submission (id, batch_id, channel, account, state, attempts, next_attempt_at, version) values (?, ?, "
                + "'SMS', ?, 'WAITING', 0, ?, 0)", submissions.stream()
                .map(submission -> new Object[] {submission.id(), batch, account, now}));
            many("insert into recipient (id, batch_id, submission_id, digits, state, conflict) values (?, ?, ?, ?, 'WAITING', false)",
                submissions.stream().flatMap(submission -> IntStream.range(0, recipients)
                    .mapToObj(r -> new Object[] {Submission.ulid(), batch, submission.id(), submission.digits(r)})));
            write("insert into batch_count (batch_id, state, node, n) values (?, 'WAITING', '', ?)", batch, calls * recipients);
            write("insert into hour_count (accepted_in, account, state, code, node, n) values (?, ?, 'WAITING', 0, '', ?) on duplicate "
                + "key update n = n + values(n)", now.truncatedTo(ChronoUnit.HOURS), account, calls * recipients);
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private void recipients(Submission submission, String batch) throws SQLException {
        many("insert into recipient (id, batch_id, submission_id, digits, state, conflict) values (?, ?, ?, ?, 'ACCEPTED', false)",
            IntStream.range(0, Submission.RECIPIENTS)
            .mapToObj(i -> new Object[] {Submission.ulid(), batch, submission.id(), submission.digits(i)}));
    }

    private void many(String sql, Stream<Object[]> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Object[] row : (Iterable<Object[]>) rows::iterator) {
                set(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void write(String sql, Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(insert, values);
            insert.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
