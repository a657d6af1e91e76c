package dev.smsdesk.bench;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Holds every body that was answered 200 against the rows of the desk. */
final class Ledger {
    private final Connection connection;
    private String lastId = "";
    private long accepted;
    private long kept;

    Ledger(Connection connection) {
        this.connection = connection;
    }

    /** From here on rows are those of the next load. */
    void mark() throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
                "select coalesce(max(id), '') from callback")) {
            row.next();
            lastId = row.getString(1);
        }
    }

    /** @return the callback before the first of this load; ids rise */
    String lastId() {
        return lastId;
    }

    long accepted() {
        return accepted;
    }

    /** @throws IllegalStateException when a body that was answered 200 is no row */
    void check(Outcome outcome, Requests requests) throws SQLException {
        long[] rows = rows();
        MessageDigest sha256 = sha256();
        LongStream.Builder lost = LongStream.builder();
        outcome.eachAccepted(request -> {
            long digest = requests.digest(request, sha256);
            if (Arrays.binarySearch(rows, digest) < 0) {
                lost.add(digest);
            }
        });
        long missing = lost.build().count();
        if (missing > 0) {
            throw new IllegalStateException(missing + " callbacks were answered 200 and are not kept");
        }
        accepted += outcome.accepted();
        kept += rows.length;
    }

    private long[] rows() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select sha256 from callback where id > ?")) {
            query.setFetchSize(Integer.MIN_VALUE);   // a row at a time, in this driver's words
            query.setString(1, lastId);
            LongStream.Builder digests = LongStream.builder();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    digests.add(ByteBuffer.wrap(found.getBytes(1)).getLong());
                }
            }
            return digests.build().sorted().toArray();
        }
    }

    /**
     * The whole account, in a sentence.
     * @throws IllegalStateException when rows have gone since they were checked, or a callback was not understood
     */
    String close() throws SQLException {
        Map<String, Long> states = new TreeMap<>();
        try (Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("select state, count(*) from callback group by state")) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getLong(2));
            }
        }
        long rows = states.values().stream().mapToLong(Long::longValue).sum();
        if (rows != kept || states.containsKey("SHELVED") || states.containsKey("PARKED")) {
            throw new IllegalStateException("Ledger: " + kept + " rows were seen, now they are " + states);
        }
        return accepted + " callbacks were answered 200, each is a row; " + (kept - accepted)
            + " more rows had another answer or none; now " + states;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
