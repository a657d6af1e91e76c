package dev.smsdesk.bench;

import java.sql.SQLException;
import java.util.List;

/** One of the servers that are compared: all get the same requests on the same path. */
interface Variant extends AutoCloseable {
    String name();

    ServerProcess server();

    /** Called before requests are made about these submissions. */
    void expect(List<Submission> submissions) throws SQLException;

    /**
     * After each load: whether what was answered 200 is kept, and how it is applied.
     * @return null where nothing is applied
     * @throws IllegalStateException when the server has lost what it had accepted
     */
    Applied settle(Outcome outcome, Requests requests) throws SQLException, InterruptedException;

    @Override
    void close();
}
