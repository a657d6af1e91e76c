package dev.smsdesk.message.table;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Drafts with the failed recipients of a batch. Each recipient is in one of them at most. In the caller's transaction. */
public final class Resends {
    /** Sinch has said that nothing arrived, or never took the message. */
    private static final Set<DeliveryState> FAILED = Set.of(DeliveryState.FAILED, DeliveryState.REJECTED, DeliveryState.ABORTED,
        DeliveryState.EXPIRED, DeliveryState.REJECTED_BY_API);
    private static final String IN_FAILED = FAILED.stream().map(state -> "'" + state + "'").sorted().collect(Collectors.joining(", ",
        "state in (", ")"));

    private Resends() {}

    private record Failed(String id, String digits) {}

    private record Other(DeliveryState state, boolean conflict, boolean resent, long count) {
        String reason() {
            if (resent) {
                return "resent_before";
            }
            if (!FAILED.contains(state)) {
                return state.name().toLowerCase(Locale.ROOT);
            }
            return conflict ? "contradicted" : "too_many";
        }
    }

    /**
     * Gives a draft the failed recipients of a batch, and says in it why it does not have the others.
     * @param draft without recipients
     * @return how many it has
     */
    public static int take(Connection connection, String batchId, String draft, int most) throws SQLException {
        List<Failed> failed = Sql.list(connection, row -> new Failed(row.getString("id"), row.getString("digits")),
            "select id, digits from recipient where batch_id = ? and resent_in is null and conflict = false and " + IN_FAILED
                + " order by id limit ? for update", batchId, most);
        Rows.update(connection, "update recipient set resent_in = ? where id in ", failed.stream().map(Failed::id).toList(), draft);
        DraftTable.write(connection, draft, failed.stream().map(Failed::digits).toList());
        String leftOut = leftOut(connection, batchId, draft).entrySet().stream().map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(","));
        Sql.run(connection, "update batch set resend_of = ?, left_out = ?, recipient_count = ? where id = ?", batchId, leftOut,
            failed.size(), draft);
        return failed.size();
    }

    private static Map<String, Long> leftOut(Connection connection, String batchId, String draft) throws SQLException {
        Map<String, Long> reasons = new TreeMap<>();
        Sql.list(connection, row -> new Other(Sql.word(row, "state", DeliveryState.class), row.getBoolean("conflict"),
            row.getBoolean("resent"), row.getLong("many")),
            "select state, conflict, resent_in is not null as resent, count(*) as many from recipient where batch_id = ? "
            + "and (resent_in is null or resent_in <> ?) group by state, conflict, resent_in is not null", batchId, draft)
            .forEach(other -> reasons.merge(other.reason(), other.count(), Long::sum));
        long unplanned = Sql.list(connection, row -> row.getLong(1),
            "select coalesce(sum(recipients), 0) from draft_chunk where batch_id = ?", batchId).get(0);
        if (unplanned > 0) {
            reasons.merge("waiting", unplanned, Long::sum);
        }
        return reasons;
    }

    /** The draft is not sent: another one may have its recipients. */
    public static void release(Connection connection, String draft) throws SQLException {
        for (String batchId : Sql.list(connection, row -> row.getString(1),
            "select resend_of from batch where id = ? and resend_of is not null", draft)) {
            Sql.run(connection, "update recipient set resent_in = null where batch_id = ? and resent_in = ?", batchId, draft);
        }
    }
}
