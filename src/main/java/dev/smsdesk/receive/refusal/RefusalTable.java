package dev.smsdesk.receive.refusal;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.doctor.Cause;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The rows of refusals. */
final class RefusalTable {
    private static final int LOOKED_THROUGH = 500;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);
    private static final int LONGEST_DETAIL = 300;
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
            "select coalesce(sum(1 + alike), 0) from refusal where reason = ? and id >= ?", reason.name(), Ids.firstAt(since))).get(0);
    }

    Optional<Refusal> one(String id) {
        return tx.sql(connection -> Sql.list(connection, RefusalTable::read, "select * from refusal where id = ?", id))
            .stream().findFirst();
    }

    /** Searches the newest ones only. */
    Optional<Refusal> signedAt(Channel channel, Instant time, Instant since) {
        List<Refusal> newest = newest(null, LOOKED_THROUGH).items().stream()
            .filter(one -> one.channel() == channel && !one.receivedAt().isBefore(since.minus(CLOCKS_DIFFER))).toList();
        return newest.stream().filter(one -> time.equals(one.signedAt())).findFirst()
            .or(() -> newest.stream().filter(one -> one.signedAt() == null && !one.receivedAt().isBefore(since)).findFirst());
    }

    void insert(List<Refusal> refusals) {
        tx.once(SqlWork.on(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into refusal (id, channel, reason, status, headers, "
                + "body_bytes, sha256, signed_at, address, received_at, algorithm, content_type, encoding, finding, detail) values (?, "
                + "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Refusal r : refusals) {
                    Sql.bind(insert, r.id(), r.channel().name(), r.reason().name(), r.status(), r.headers(), r.bodyBytes(),
                        r.sha256() == null ? null : HexFormat.of().parseHex(r.sha256()), r.signedAt(), r.address(), r.receivedAt(), r.said()
                        .algorithm(), r.said().contentType(), r.said().encoding(), r.finding() == null ? null : r.finding().cause().name(),
                        r.finding() == null ? null : Text.cut(r.finding().detail(), LONGEST_DETAIL));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        }));
    }

    void found(String id, Finding finding) {
        tx.sql(connection -> {
            Sql.run(connection, "update refusal set finding = ?, detail = ? where id = ?", finding.cause().name(),
                Text.cut(finding.detail(), LONGEST_DETAIL), id);
            return null;
        });
    }

    /** Adds to the number of similar refusals. @return false if the row does not exist */
    boolean more(String id, long alike) {
        return tx.once(SqlWork.on(connection -> {
            if (Sql.list(connection, row -> row.getString(1), "select id from refusal where id = ?", id).isEmpty()) {
                return false;
            }
            Sql.run(connection, "update refusal set alike = alike + ? where id = ?", alike, id);
            return true;
        }));
    }

    /** Removes the oldest beyond this number for each reason. */
    void keepNewest(int rows) {
        tx.sql(connection -> {
            for (RefusalReason reason : RefusalReason.values()) {
                for (String oldest : Sql.list(connection, row -> row.getString(1),
                        "select id from refusal where reason = ? order by id desc limit 1 offset ?", reason.name(), rows)) {
                    Sql.run(connection, "delete from refusal where reason = ? and id <= ?", reason.name(), oldest);
                }
            }
            return null;
        });
    }

    private static Refusal read(ResultSet row) throws SQLException {
        byte[] sha256 = row.getBytes("sha256");
        String cause = row.getString("finding");
        return new Refusal(row.getString("id"), Sql.word(row, "channel", Channel.class), Sql.word(row, "reason", RefusalReason.class),
            row.getInt("status"), row.getString("headers"), row.getObject("body_bytes", Long.class),
            sha256 == null ? null : HexFormat.of().formatHex(sha256), Sql.instant(row, "signed_at"), row.getString("address"),
            Sql.instant(row, "received_at"), new Refusal.Said(row.getString("algorithm"), row.getString("content_type"),
            row.getString("encoding")), cause == null ? null : new Finding(Cause.valueOf(cause), row.getString("detail")),
            row.getLong("alike"));
    }
}
