package dev.smsdesk.app;

import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sandbox's memory in our database, where it outlives a restart; like Sinch it forgets after 14 days. */
final class SandboxRows implements SandboxStore {
    private static final Duration REMEMBERED = Duration.ofDays(14);
    private final Tx tx;
    private final Clock clock;

    SandboxRows(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public void keep(String batchId, String json) {
        run("insert into sandbox_batch (id, json) values (?, ?) on duplicate key update json = values(json)", batchId, json);
    }

    @Override
    public void finished(String batchId) {
        run("update sandbox_batch set finished = true where id = ?", batchId);
    }

    @Override
    public List<String> unfinished() {
        forget();
        return tx.sql(connection -> Sql.list(connection, row -> row.getString(1), "select id from sandbox_batch where finished = false order by id"));
    }

    private void forget() {
        Instant oldest = clock.instant().minus(REMEMBERED);
        run("delete from sandbox_batch where id < ?", Ids.firstAt(oldest));
        run("delete from sandbox_inbound where received_at < ?", oldest);
    }

    @Override
    public Optional<String> batch(String batchId) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getString(1), "select json from sandbox_batch where id = ?", batchId)).stream().findFirst();
    }

    @Override
    public void keepInbound(String id, Instant receivedAt, String json) {
        run("insert into sandbox_inbound (id, received_at, json) values (?, ?, ?) on duplicate key update json = values(json)", id, receivedAt, json);
    }

    @Override
    public int countInbounds(Instant from, Instant until) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getInt(1), "select count(*) from sandbox_inbound where received_at >= ? and received_at < ?", from, until)).get(0);
    }

    @Override
    public List<String> inbounds(Instant from, Instant until, int skip, int limit) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getString(1),
            "select json from sandbox_inbound where received_at >= ? and received_at < ? order by received_at desc, id desc limit ? offset ?", from, until, limit, skip));
    }

    private void run(String sql, Object... values) {
        tx.sql(connection -> {
            Sql.run(connection, sql, values);
            return null;
        });
    }
}
