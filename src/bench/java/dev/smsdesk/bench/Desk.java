package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The packed application, with its applier at work. */
final class Desk implements Variant {
    private static final String SCHEMA = "smsdesk_bench";
    private final Options options;
    private final Connection connection;
    private final ServerProcess server;
    private final Ledger ledger;
    private final Backlog backlog;

    Desk(Options options, Database database, int port) throws IOException, InterruptedException, SQLException {
        this.options = options;
        Path settings = options.work().resolve("desk.conf");
        Files.writeString(settings, String.join("\n", "SMSDESK_DB_URL=" + database.emptySchema(SCHEMA),
            "SMSDESK_DB_USER=" + options.dbUser(), "SMSDESK_DB_PASSWORD=" + options.dbPassword(), "SINCH_WEBHOOK_SECRET=" + Sinch.SECRET));
        server = new Tomcat(options, "desk", port).withWar(options.war()).start(Map.of("SMSDESK_CONFIG", settings.toString()))
            .await("/sms-desk/health/ready");
        connection = database.connect(SCHEMA);
        ledger = new Ledger(connection);
        backlog = new Backlog(connection);
    }

    @Override
    public String name() {
        return "desk";
    }

    @Override
    public ServerProcess server() {
        return server;
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public void expect(List<Submission> submissions) throws SQLException {
        new Seed(connection).store(submissions);
        ledger.mark();
    }

    @Override
    public Applied settle(Outcome outcome, Requests requests) throws SQLException, InterruptedException {
        Applied applied = backlog.drain(ledger.lastId(), outcome, options.drain());
        ledger.check(outcome, requests);
        backlog.putAside(ledger.lastId());
        return applied;
    }

    @Override
    public void close() {
        server.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
