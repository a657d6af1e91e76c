package dev.smsdesk.app;

import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sandbox's rows in the database, where they survive a restart. Like Sinch, the sandbox keeps messages for 14 days. */
final class SandboxRows implements SandboxStore {
    private static final Duration KEPT = Duration.ofDays(14);
    private final Tx tx;
    private final Clock clock;

    SandboxRows(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public void put(Entry entry) {
        run("insert into sandbox_entry (id, kind, created_at, due_at, number, reference, reference_key, json, finished)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on duplicate key update due_at = values(due_at), number = values(number), "
                + "reference = values(reference),"
                + " reference_key = values(reference_key), json = values(json)",
            entry.id(), entry.kind().name(), entry.createdAt(), entry.dueAt(), entry.number(), entry.reference(), key(entry.reference()),
            entry.json(), !entry.kind().isOutbound());
    }

    /** Found by it, since references are too long for an index. */
    private static String key(String reference) {
        return reference == null ? null : Ids.of(reference);
    }

    @Override
    public void remove(String id) {
        run("delete from sandbox_entry where id = ?", id);
    }

    @Override
    public void finished(String id) {
        run("update sandbox_entry set finished = true where id = ?", id);
    }

    @Override
    public List<Unfinished> unfinished() {
        forget();
        return tx.sql(connection -> Sql.list(connection, row -> new Unfinished(Sql.word(row, "kind", Kind.class), row.getString("id")),
            "select kind, id from sandbox_entry where finished = false order by id"));
    }

    private void forget() {
        Instant oldest = clock.instant().minus(KEPT);
        run("delete from sandbox_entry where due_at < ? and kind not in (?, ?)", oldest, Kind.WEBHOOK.name(), Kind.APP.name());
    }

    @Override
    public Optional<String> json(Kind kind, String id) {
        return texts("select json from sandbox_entry where id = ? and kind = ?", id, kind.name()).stream().findFirst();
    }

    @Override
    public int count(Query query) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getInt(1), "select count(*) from sandbox_entry" + where(query),
            values(query).toArray())).get(0);
    }

    @Override
    public List<String> list(Query query, int skip, int limit) {
        List<Object> values = values(query);
        values.add(limit);
        values.add(skip);
        return texts("select json from sandbox_entry" + where(query) + " order by created_at desc, id desc limit ? offset ?",
            values.toArray());
    }

    private static String where(Query query) {
        return " where kind in (" + marks(query.kinds().size()) + ") and created_at >= ? and created_at < ?"
            + (query.numbers().isEmpty() ? "" : " and number in (" + marks(query.numbers().size()) + ")")
            + (query.reference() == null ? "" : " and reference_key = ?");
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static List<Object> values(Query query) {
        List<Object> values = query.kinds().stream().map(Enum::name).collect(Collectors.toCollection(ArrayList::new));
        values.addAll(List.of(query.from(), query.until()));
        values.addAll(query.numbers());
        Stream.ofNullable(key(query.reference())).forEach(values::add);
        return values;
    }

    @Override
    public List<String> batchesDue(Instant from, Instant until, int skip, int limit) {
        return texts("select json from sandbox_entry where kind = ? and due_at >= ? and due_at < ? order by due_at, id limit ? offset ?",
            Kind.BATCH.name(), from, until, limit, skip);
    }

    @Override
    public List<AcceptedReference> accepted(String reference, int skip, int limit) {
        List<Object> values = Stream.of(Kind.values()).filter(Kind::isOutbound).map(Enum::name)
            .collect(Collectors.toCollection(ArrayList::new));
        String outbound = " where kind in (" + marks(values.size()) + ")";
        Stream.ofNullable(key(reference)).forEach(values::add);
        values.add(limit);
        values.add(skip);
        Sql.RowMapper<AcceptedReference> reader = row -> new AcceptedReference(Sql.word(row, "kind", Kind.class),
            row.getString("reference"), row.getInt("calls"));
        return tx.sql(connection -> Sql.list(connection, reader,
            "select kind, reference, count(*) calls from sandbox_entry" + outbound + (reference == null ? "" : " and reference_key = ?")
                + " group by kind, reference order by reference, kind limit ? offset ?", values.toArray()));
    }

    private List<String> texts(String sql, Object... values) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getString(1), sql, values));
    }

    private void run(String sql, Object... values) {
        tx.sql(connection -> {
            Sql.run(connection, sql, values);
            return null;
        });
    }
}
