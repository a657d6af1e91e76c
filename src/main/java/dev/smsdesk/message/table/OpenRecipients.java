package dev.smsdesk.message.table;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.fold.Counters;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many recipients of one account have no final state.
 * @param waiting    Sinch has not taken them yet
 * @param taken      Sinch has them, or may have them, and has said nothing more
 * @param dispatched Sinch has said that they are on their way: one report is left
 */
public record OpenRecipients(long waiting, long taken, long dispatched) {

    /** @param since of those that were composed in this hour or later */
    public static OpenRecipients of(Connection connection, String account, Instant since) throws SQLException {
        Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
        Sql.list(connection, row -> counts.put(Sql.word(row, "state", DeliveryState.class), row.getLong("many")),
            "select state, sum(n) as many from hour_count where accepted_in >= ? and account = ? group by state having sum(n) > 0",
            Counters.hour(since), account);
        return new OpenRecipients(counts.getOrDefault(DeliveryState.WAITING, 0L), counts.getOrDefault(DeliveryState.UNSURE, 0L)
            + counts.getOrDefault(DeliveryState.ACCEPTED, 0L) + counts.getOrDefault(DeliveryState.QUEUED, 0L),
            counts.getOrDefault(DeliveryState.DISPATCHED, 0L));
    }

    public long all() {
        return waiting + taken + dispatched;
    }
}
