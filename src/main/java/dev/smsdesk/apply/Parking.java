package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Wakes parked callbacks before their time, when their message becomes known. Who sends and who parks each commit first and look then, so one of
 * them sees the other's row; and if neither did, the callback is looked at again by itself.
 */
final class Parking {
    private Parking() {}

    /** The parked callbacks under this provider id are due now. Those that somebody looks at in this moment are his. */
    static void wake(Connection connection, Channel channel, String providerId, Instant now) throws SQLException {
        List<String> parked = Sql.list(connection, row -> row.getString("id"),
            "select c.id from callback_gist g join callback c on c.id = g.callback_id "
            + "where g.provider_id = ? and c.channel = ? and c.state = 'PARKED'", providerId, channel.name());
        List<String> free = Rows.select(connection, row -> row.getString("id"), "select id from callback where state = 'PARKED' and id in ", Claims.FREE, parked);
        dueNow(connection, free, now);
    }

    /** Of these, just parked: those whose id Sinch has told us meanwhile are due now. Either we see the answer's commit here, or it sees ours. */
    static boolean wakeKnown(Connection connection, Collection<Kept> parked, Instant now) throws SQLException {
        List<String> known = Rows.select(connection, row -> row.getString("id"), "select c.id from callback c "
            + "join callback_gist g on g.callback_id = c.id join provider_ref p on p.provider_id = g.provider_id and p.channel = c.channel "
            + "where c.state = 'PARKED' and c.id in ", "", Claims.ids(parked));
        dueNow(connection, known, now);
        return !known.isEmpty();
    }

    /** Somebody may have settled one since it was found. */
    private static void dueNow(Connection connection, Collection<String> parked, Instant now) throws SQLException {
        Rows.update(connection, "update callback set next_attempt_at = ?, " + Claims.ENDED + "where state = 'PARKED' and id in ", parked, now);
    }
}
