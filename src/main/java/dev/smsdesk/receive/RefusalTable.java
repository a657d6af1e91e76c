package dev.smsdesk.receive;

import dev.smsdesk.message.Family;
import dev.smsdesk.message.Slice;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** The rows of refusals. */
final class RefusalTable {
    private final Tx tx;

    RefusalTable(Tx tx) {
        this.tx = tx;
    }

    Slice<Refusal> newest(String after, int limit) {
        return tx.sql(connection -> Slice.of(Sql.list(connection, RefusalTable::read,
            "select * from refusal where id < ? order by id desc limit ?", after == null ? "~" : after, limit + 1), limit, Refusal::id));
    }

    long count(RefusalReason reason, Instant since) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getLong(1),
            "select count(*) from refusal where reason = ? and id >= ?", reason.name(), Ids.firstAt(since))).get(0);
    }

    void insert(List<Refusal> refusals) {
        tx.sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into refusal (id, family, reason, status, headers, body_bytes, "
                    + "sha256, signed_at, address, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Refusal r : refusals) {
                    Sql.bind(insert, r.id(), r.family().word(), r.reason().name(), r.status(), r.headers(), r.bodyBytes(),
                        r.sha256() == null ? null : HexFormat.of().parseHex(r.sha256()), r.signedAt(), r.address(), r.receivedAt());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /** Removes the oldest above this many. */
    void keepNewest(int rows) {
        tx.sql(connection -> {
            for (String oldest : Sql.list(connection, row -> row.getString(1), "select id from refusal order by id desc limit 1 offset ?", rows)) {
                Sql.run(connection, "delete from refusal where id <= ?", oldest);
            }
            return null;
        });
    }

    private static Refusal read(ResultSet row) throws SQLException {
        byte[] sha256 = row.getBytes("sha256");
        return new Refusal(row.getString("id"), Sql.word(row, "family", Family.class), Sql.word(row, "reason", RefusalReason.class),
            row.getInt("status"), row.getString("headers"), row.getObject("body_bytes", Long.class),
            sha256 == null ? null : HexFormat.of().formatHex(sha256), Sql.instant(row, "signed_at"), row.getString("address"),
            Sql.instant(row, "received_at"));
    }
}
