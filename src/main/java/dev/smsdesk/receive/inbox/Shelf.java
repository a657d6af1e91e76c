package dev.smsdesk.receive.inbox;

import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.util.List;

/** Counts shelved callbacks by the reason why they were not understood. */
public final class Shelf {
    private static final int COUNTED = 10_000;
    private static final int SHOWN = 50;
    private final Tx tx;

    public Shelf(Tx tx) {
        this.tx = tx;
    }

    /** @param note the stored reason, or null */
    public record Reason(String note, long callbacks) {}

    /** Most frequent first, among the newest 10 000 shelved callbacks. */
    public List<Reason> reasons() {
        return tx.sql(connection -> Sql.list(connection, row -> new Reason(row.getString("note"), row.getLong("callbacks")),
            "select note, count(*) as callbacks from (select note from callback where state = 'SHELVED' and next_attempt_at is null "
                + "order by id desc limit ?) newest group by note order by callbacks desc, note limit ?", COUNTED, SHOWN));
    }
}
