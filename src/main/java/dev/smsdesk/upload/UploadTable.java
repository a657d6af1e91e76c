package dev.smsdesk.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables of uploads and of their files, in the caller's transaction. */
final class UploadTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COLUMNS = "select id, name, format, byte_count, chunk_count, state, reading, encoding, "
        + "field_separator, number_column, "
        + "column_names, has_header, row_count, good_count, fault, created_at, created_by, used_at from upload where ";

    private UploadTable() {}

    /** What a request with an Idempotency-Key made. */
    record Earlier(String id, byte[] digest) {}

    static void insert(Connection connection, Upload upload, byte[] digest, byte[] requestKey) throws SQLException {
        Sql.run(connection, "insert into upload (id, name, format, byte_count, chunk_count, content_digest, request_key, state, "
            + "reading, encoding, "
            + "has_header, row_count, good_count, created_at, created_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
            upload.id(), upload.name(), upload.format().name(), upload.bytes(), upload.chunks(), digest, requestKey, upload.state().name(),
            upload.reading(), upload.encoding(), false, upload.createdAt(), upload.createdBy());
    }

    static Optional<Upload> find(Connection connection, String id) throws SQLException {
        return Sql.list(connection, UploadTable::read, COLUMNS + "id = ?", id).stream().findFirst();
    }

    /** Locked until the transaction ends. */
    static Optional<Upload> lock(Connection connection, String id) throws SQLException {
        return Sql.list(connection, UploadTable::read, COLUMNS + "id = ? for update", id).stream().findFirst();
    }

    static Optional<Earlier> earlier(Connection connection, byte[] requestKey) throws SQLException {
        return Sql.list(connection, row -> new Earlier(row.getString(1), row.getBytes(2)),
            "select id, content_digest from upload where request_key = ?", requestKey).stream().findFirst();
    }

    /** A key that is too old counts no more. */
    static void forgetKey(Connection connection, byte[] requestKey, Instant before) throws SQLException {
        Sql.run(connection, "update upload set request_key = null where request_key = ? and created_at < ?", requestKey, before);
    }

    /** What was found in the first rows, unless a person has chosen something else since. */
    static void found(Connection connection, String id, int reading, String separator, Layout layout) throws SQLException {
        Sql.run(connection, "update upload set field_separator = ?, column_names = ?, has_header = ?, number_column = ? where id = ? "
            + "and reading = ?",
            separator, json(layout.names()), layout.header(), layout.number(), id, reading);
    }

    static void ready(Connection connection, String id, int reading, int rows, int good) throws SQLException {
        Sql.run(connection, "update upload set state = 'READY', row_count = ?, good_count = ?, fault = null where id = ? and reading = ?",
            rows, good, id, reading);
    }

    static void failed(Connection connection, String id, int reading, String fault) throws SQLException {
        Sql.run(connection, "update upload set state = 'FAILED', fault = ?, row_count = 0, good_count = 0 where id = ? and reading = ?",
            fault, id, reading);
    }

    /** It is read again. @param separator null if it is to be found; @param numberColumn likewise */
    static void again(Connection connection, Upload upload, String encoding, String separator, String numberColumn) throws SQLException {
        Sql.run(connection, "update upload set state = 'READING', reading = ?, encoding = ?, field_separator = ?, number_column = ?, "
            + "column_names = null, fault = null, row_count = 0, good_count = 0 where id = ?",
            upload.reading() + 1, encoding, separator, numberColumn, upload.id());
    }

    static void used(Connection connection, String id, Instant now) throws SQLException {
        Sql.run(connection, "update upload set used_at = coalesce(used_at, ?) where id = ?", now, id);
    }

    static void putChunk(Connection connection, String id, int chunk, byte[] content) throws SQLException {
        Sql.run(connection, "insert into upload_chunk (upload_id, chunk, content) values (?, ?, ?) on duplicate key update chunk = "
            + "values(chunk)",
            id, chunk, content);
    }

    /** @return null if it does not exist */
    static byte[] chunk(Connection connection, String id, int chunk) throws SQLException {
        return Sql.list(connection, row -> row.getBytes(1), "select content from upload_chunk where upload_id = ? and chunk = ?", id, chunk)
            .stream().findFirst().orElse(null);
    }

    /** Some pieces of a file. @return whether any was there */
    static boolean removeChunks(Connection connection, String id, int limit) throws SQLException {
        List<Integer> some = Sql.list(connection, row -> row.getInt(1),
            "select chunk from upload_chunk where upload_id = ? order by chunk limit ?",
            id, limit);
        if (!some.isEmpty()) {
            Sql.run(connection, "delete from upload_chunk where upload_id = ? and chunk <= ?", id, some.get(some.size() - 1));
        }
        return !some.isEmpty();
    }

    static void remove(Connection connection, String id) throws SQLException {
        Sql.run(connection, "delete from upload where id = ?", id);
    }

    /** Uploads that were made before and no batch was made of. */
    static List<String> unused(Connection connection, Instant before, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select id from upload where used_at is null and id < ? order by id limit ?",
            Ids.firstAt(before), limit);
    }

    /** A file whose request did not come to its end, or whose upload is gone. */
    static List<String> strayFiles(Connection connection, Instant before, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select c.upload_id from upload_chunk c left join upload u on u.id = "
            + "c.upload_id "
            + "where u.id is null and c.upload_id < ? limit ?", Ids.firstAt(before), limit);
    }

    private static Upload read(ResultSet row) throws SQLException {
        return new Upload(row.getString("id"), row.getString("name"), Sql.word(row, "format", FileFormat.class), row.getLong("byte_count"),
            row.getInt("chunk_count"), Sql.word(row, "state", Upload.State.class), row.getInt("reading"), row.getString("encoding"),
            row.getString("field_separator"), row.getString("number_column"), names(row.getString("column_names")),
                row.getBoolean("has_header"),
            row.getInt("row_count"), row.getInt("good_count"), row.getString("fault"), Sql.instant(row, "created_at"),
                row.getString("created_by"),
            Sql.instant(row, "used_at"));
    }

    private static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }

    private static List<String> names(String json) {
        try {
            return json == null ? null : JSON.readValue(json, new TypeReference<List<String>>() { });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column has what was written as JSON", e);
        }
    }
}
