package dev.smsdesk.send;

import dev.smsdesk.message.table.BatchLife;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Batches whose calls have all been made become FINISHED: at once where their last call is recorded, else within a minute. */
public final class BatchEnds implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final int AT_ONCE = 500;
    private final Tx tx;
    private final List<String> accounts;
    private final Background background = new Background("batch-ends", LOOK, this::lookAtAll);

    /** @param accounts ids of those that send here */
    public BatchEnds(Tx tx, List<String> accounts) {
        this.tx = tx;
        this.accounts = List.copyOf(accounts);
    }

    public void start() {
        background.start();
    }

    /** Some call of each was recorded. */
    public void look(Collection<String> batchIds) {
        if (!batchIds.isEmpty()) {
            tx.sql(connection -> BatchLife.finish(connection, batchIds));
        }
    }

    /** A node may have died between the record of the last call and the look. */
    boolean lookAtAll() {
        for (String account : accounts) {
            List<String> some = sending(account, "");
            while (!some.isEmpty()) {
                look(some);
                some = sending(account, some.get(some.size() - 1));
            }
        }
        return false;
    }

    private List<String> sending(String account, String after) {
        return tx.sql(connection -> BatchLife.sending(connection, account, after, AT_ONCE));
    }

    @Override
    public void close() {
        background.close();
    }
}
