package dev.smsdesk.receive.inbox;

import dev.smsdesk.store.InstantColumn;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Inserts callbacks in one multi-row statement; a repeat of the same bytes only increments a counter. */
final class CallbackTable {
    private static final String COLUMNS = "insert into callback (id, channel, sha256, body, content_type, encoding, nonce, signed_at, "
        + "secret_name, received_at, last_seen_at, seen, state, attempts, next_attempt_at) values ";
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'PENDING', 0, ?)";
    private static final String REPEAT = " on duplicate key update seen = seen + 1, last_seen_at = values(last_seen_at)";
    private static final int VALUES = 12;

    private CallbackTable() {}

    /**
     * Inserts in the given order; writers that sort by key do not deadlock.
     * @return number of repeats, for display only
     */
    static int insert(Connection connection, List<String> ids, List<VerifiedCallback> arrivals) throws SQLException {
        String rows = IntStream.range(0, arrivals.size()).mapToObj(i -> ROW).collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement(COLUMNS + rows + REPEAT)) {
            Object[] values = new Object[arrivals.size() * VALUES];
            int at = 0;
            for (int i = 0; i < arrivals.size(); i++) {
                VerifiedCallback a = arrivals.get(i);
                LocalDateTime received = InstantColumn.utc(a.receivedAt());
                for (Object value : new Object[] {ids.get(i), a.channel().name(), a.sha256(), a.body(), a.contentType(),
                    a.encoding(), a.nonce(), a.signedAt(), a.secretName(), received, received, received}) {
                    values[at++] = value;
                }
            }
            Sql.bind(insert, values);
            return Math.max(0, insert.executeUpdate() - arrivals.size());   // MySQL, MariaDB and H2 count an updated row twice
        }
    }
}
