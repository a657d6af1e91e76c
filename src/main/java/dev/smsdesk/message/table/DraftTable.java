package dev.smsdesk.message.table;

import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recipients for whom no call was planned yet, in chunks, and what a person typed on the page Send. */
public final class DraftTable {
    /** A chunk is one transaction's work; its size does not depend on how many recipients one call takes. */
    public static final int CHUNK = 1000;

    private DraftTable() {}

    /**
     * What a person typed, as far as the batch does not hold it.
     * @param formKey    by which a form that is sent twice is known
     * @param recipients how many numbers were typed, before the same one counts once
     */
    public record Typed(String formKey, String to, int recipients, boolean allowUnassigned) {}

    /** @param digits one number each, in their order */
    public record DraftChunk(int number, List<String> digits) {}

    /** In place of those that were there. */
    public static void write(Connection connection, String batchId, List<String> digits) throws SQLException {
        Sql.run(connection, "delete from draft_chunk where batch_id = ?", batchId);
        List<DraftChunk> chunks = new ArrayList<>();
        for (int from = 0; from < digits.size(); from += CHUNK) {
            chunks.add(new DraftChunk(chunks.size(), digits.subList(from, Math.min(digits.size(), from + CHUNK))));
        }
        Rows.insert(connection, "insert into draft_chunk (batch_id, chunk, recipients, numbers) values ", "", chunks,
            chunk -> new Object[] {batchId, chunk.number(), chunk.digits().size(), String.join("\n", chunk.digits())});
    }

    /** One chunk. Doing it again changes nothing. */
    public static void put(Connection connection, String batchId, DraftChunk chunk) throws SQLException {
        Sql.run(connection, "insert into draft_chunk (batch_id, chunk, recipients, numbers) values (?, ?, ?, ?) "
            + "on duplicate key update chunk = values(chunk)", batchId, chunk.number(), chunk.digits().size(), String.join("\n",
                chunk.digits()));
    }

    /** The next chunk, locked. @return empty where there is none, or another transaction has it */
    static Optional<DraftChunk> next(Connection connection, String batchId) throws SQLException {
        return chunk(connection, batchId, " for update skip locked");
    }

    /** The first recipients, to look at. */
    public static List<String> first(Connection connection, String batchId, int limit) throws SQLException {
        return chunk(connection, batchId, "").map(chunk -> chunk.digits().stream().limit(limit).toList()).orElse(List.of());
    }

    private static Optional<DraftChunk> chunk(Connection connection, String batchId, String suffix) throws SQLException {
        return Sql.list(connection, row -> new DraftChunk(row.getInt("chunk"), List.of(row.getString("numbers").split("\n"))),
            "select chunk, numbers from draft_chunk where batch_id = ? order by chunk limit 1" + suffix, batchId).stream().findFirst();
    }

    static void remove(Connection connection, String batchId, DraftChunk chunk) throws SQLException {
        Sql.run(connection, "delete from draft_chunk where batch_id = ? and chunk = ?", batchId, chunk.number());
    }

    /** All recipients of the batch, with calls and without, in order. */
    public static List<String> all(Connection connection, String batchId) throws SQLException {
        // Chunks first: one that is planned between the statements is seen twice, never missed.
        List<String> chunks = Sql.list(connection, row -> row.getString(1), "select numbers from draft_chunk where batch_id = ? "
            + "order by chunk", batchId);
        Set<String> digits = new LinkedHashSet<>(Sql.list(connection, row -> row.getString(1),
            "select digits from recipient where batch_id = ? order by id", batchId));
        chunks.forEach(chunk -> digits.addAll(List.of(chunk.split("\n"))));
        return List.copyOf(digits);
    }

    public static boolean hasChunks(Connection connection, String batchId) throws SQLException {
        return !Sql.list(connection, row -> row.getInt("chunk"), "select chunk from draft_chunk where batch_id = ? limit 1", batchId)
            .isEmpty();
    }

    /** Whether all recipients are there. */
    public static boolean isComplete(Connection connection, String batchId, int recipients) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1), "select coalesce(sum(recipients), 0) from draft_chunk where batch_id = ?",
            batchId)
            .get(0) == recipients;
    }

    public static void keep(Connection connection, String batchId, Typed typed) throws SQLException {
        Sql.run(connection, "insert into draft (batch_id, form_key, typed_to, typed_recipients, allow_unassigned) values (?, ?, ?, ?, ?) "
            + "on duplicate key update "
            + "typed_to = values(typed_to), typed_recipients = values(typed_recipients), allow_unassigned = values(allow_unassigned)",
            batchId, typed.formKey(), typed.to(), typed.recipients(), typed.allowUnassigned());
    }

    public static Optional<Typed> typed(Connection connection, String batchId) throws SQLException {
        return Sql.list(connection, row -> new Typed(row.getString("form_key"), row.getString("typed_to"), row.getInt("typed_recipients"),
            row.getBoolean("allow_unassigned")),
            "select form_key, typed_to, typed_recipients, allow_unassigned from draft where batch_id = ?", batchId).stream().findFirst();
    }

    /** It is no draft any more. */
    public static void forget(Connection connection, String batchId) throws SQLException {
        Sql.run(connection, "delete from draft where batch_id = ?", batchId);
    }

    /** Never confirmed, and cancelled: nothing was to be sent. */
    public static void removeAll(Connection connection, String batchId) throws SQLException {
        Sql.run(connection, "delete from draft_chunk where batch_id = ?", batchId);
        forget(connection, batchId);
    }
}
