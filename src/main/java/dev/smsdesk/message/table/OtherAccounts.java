package dev.smsdesk.message.table;

import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Messages that wait for an account which the settings no longer name: nothing sends them until it is named again, or a person withdraws
 * them.
 */
public final class OtherAccounts {
    private static final int MOST = 10_000;
    private final Tx tx;
    private final Set<String> ours;

    /** @param ours ids of the accounts that the settings name */
    public OtherAccounts(Tx tx, Collection<String> ours) {
        this.tx = tx;
        this.ours = Set.copyOf(ours);
    }

    /** @param calls that wait, counted up to 10 000; @param batchId of the one that waits longest */
    public record WaitingCalls(String account, long calls, String batchId) {}

    public List<WaitingCalls> waiting() {
        return tx.sql(connection -> {
            List<WaitingCalls> waiting = new ArrayList<>();
            for (String account = next(connection, ""); account != null; account = next(connection, account)) {
                if (!ours.contains(account)) {
                    waiting.addAll(of(connection, account));
                }
            }
            return waiting;
        });
    }

    /** From account to account along the index, however many messages each has. */
    private static String next(Connection connection, String after) throws SQLException {
        return Sql.list(connection, row -> row.getString("account"),
            "select account from submission where account > ? order by account limit 1", after)
            .stream().findFirst().orElse(null);
    }

    private static List<WaitingCalls> of(Connection connection, String account) throws SQLException {
        long calls = Sql.list(connection, row -> row.getLong(1),
            "select count(*) from (select id from submission where account = ? and state = 'WAITING' limit ?) found", account, MOST).get(0);
        return Sql.list(connection, row -> new WaitingCalls(account, calls, row.getString("batch_id")),
            "select batch_id from submission where account = ? and state = 'WAITING' order by next_attempt_at limit 1", account);
    }
}
