package dev.smsdesk.app;

import dev.smsdesk.sandbox.SandboxMemory;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sandbox's memory in our database, where it outlives a restart. */
final class SandboxRows implements SandboxMemory {
    private static final int MOST = 1_000;
    private final Tx tx;

    SandboxRows(Tx tx) {
        this.tx = tx;
    }

    @Override
    public void keep(String batchId, String json) {
        tx.sql(connection -> {
            Sql.run(connection, "insert into sandbox_batch (id, json) values (?, ?) on duplicate key update json = values(json)", batchId, json);
            return null;
        });
    }

    @Override
    public void finished(String batchId) {
        tx.sql(connection -> {
            Sql.run(connection, "delete from sandbox_batch where id = ?", batchId);
            return null;
        });
    }

    @Override
    public Map<String, String> unfinished() {
        return tx.sql(connection -> {
            Map<String, String> unfinished = new LinkedHashMap<>();
            Sql.list(connection, row -> unfinished.put(row.getString("id"), row.getString("json")), "select id, json from sandbox_batch order by id limit ?", MOST);
            return unfinished;
        });
    }
}
