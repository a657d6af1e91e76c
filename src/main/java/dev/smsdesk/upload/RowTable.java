package dev.smsdesk.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of checked rows. A chunk is written once: writing it again changes nothing. */
final class RowTable {
    /** Rows of one chunk, at most. */
    static final int CHUNK = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    private RowTable() {}

    /** How far a reading has come. @param chunks so many; @param records rows of the file, blank ones as well */
    record Reached(int chunks, int records, int rows, int good) {}

    /** @param numbers line and digits of each good row, a row a line */
    record Chunk(int number, int rows, int good, String numbers) {}

    static void write(Connection connection, Upload upload, int chunk, int records, List<CheckedRow> rows) throws SQLException {
        StringBuilder numbers = new StringBuilder();
        ArrayNode content = JSON.createArrayNode();
        int good = 0;
        for (CheckedRow row : rows) {
            if (row.fault() == null) {
                numbers.append(row.line()).append(' ').append(row.digits()).append('\n');
                good++;
            }
            ArrayNode one = content.addArray().add(row.line()).add(row.fault()).add(row.column());
            row.values().forEach(one::add);
        }
        Sql.run(connection, "insert into upload_rows (upload_id, reading, chunk, records, last_line, row_count, good_count, numbers, "
            + "content) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on duplicate key update chunk = values(chunk)", upload.id(), upload.reading(), chunk,
                records,
            rows.isEmpty() ? 0 : rows.get(rows.size() - 1).line(), rows.size(), good, numbers.toString(), content.toString());
    }

    static Reached reached(Connection connection, String id, int reading) throws SQLException {
        return Sql.list(connection, row -> new Reached(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)),
            "select count(*), coalesce(max(records), 0), coalesce(sum(row_count), 0), coalesce(sum(good_count), 0) from upload_rows "
            + "where upload_id = ? and reading = ?", id, reading).get(0);
    }

    /** The numbers of chunks, in order. @param from the first chunk */
    static List<Chunk> numbers(Connection connection, Upload upload, int from, int limit) throws SQLException {
        return Sql.list(connection, row -> new Chunk(row.getInt(1), row.getInt(2), row.getInt(3), row.getString(4)),
            "select chunk, row_count, good_count, numbers from upload_rows where upload_id = ? and reading = ? and chunk >= ? order "
                + "by chunk limit ?",
            upload.id(), upload.reading(), from, limit);
    }

    /** Good rows of each chunk, in order. */
    static List<Integer> good(Connection connection, Upload upload) throws SQLException {
        return Sql.list(connection, row -> row.getInt(1), "select good_count from upload_rows where upload_id = ? and reading = ? "
            + "order by chunk",
            upload.id(), upload.reading());
    }

    /** Rows of the next chunk that ends after the line. @param bad whether only chunks with a faulty row count */
    static Optional<List<CheckedRow>> after(Connection connection, Upload upload, int line, boolean bad) throws SQLException {
        return Sql.list(connection, row -> rows(row.getString(1), row.getString(2)), "select numbers, content from upload_rows "
            + "where upload_id = ? and reading = ? and last_line > ? " + (bad ? "and good_count < row_count " : "")
                + "order by chunk limit 1",
            upload.id(), upload.reading(), line).stream().findFirst();
    }

    private static List<CheckedRow> rows(String numbers, String content) {
        try {
            List<CheckedRow> rows = new ArrayList<>();
            int at = 0;
            for (JsonNode one : JSON.readTree(content)) {
                List<String> values = new ArrayList<>();
                for (int i = 3; i < one.size(); i++) {
                    values.add(one.get(i).asText());
                }
                String digits = null;
                if (one.get(1).isNull()) {
                    int end = numbers.indexOf('\n', at);
                    digits = numbers.substring(numbers.indexOf(' ', at) + 1, end);
                    at = end + 1;
                }
                rows.add(new CheckedRow(one.get(0).asInt(), digits, one.get(1).textValue(), one.get(2).asInt(), values));
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column has what was written as JSON", e);
        }
    }

    /** Uploads that are gone, whose rows are still here. */
    static List<String> stray(Connection connection, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select r.upload_id from upload_rows r left join upload u on u.id = "
            + "r.upload_id "
            + "where u.id is null limit ?", limit);
    }

    /** Some chunks, of this reading or of any. @param reading null for all; @return whether any was there */
    static boolean remove(Connection connection, String id, Integer before, int limit) throws SQLException {
        String which = "upload_id = ?" + (before == null ? "" : " and reading < " + before);
        boolean any = !Sql.list(connection, row -> row.getInt(1), "select chunk from upload_rows where " + which + " limit 1",
            id).isEmpty();
        if (any) {
            Sql.run(connection, "delete from upload_rows where " + which + " limit " + limit, id);
        }
        return any;
    }
}
