package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** (f): Node and Express as the tutorials have it, src/bench/peer, with what its package.json names installed beside it. */
final class Peer implements Variant {
    private static final String SCHEMA = "smsdesk_bench_peer";
    private static final String TABLE = """
        create table callback (
          id          bigint not null auto_increment primary key,
          nonce       varchar(128) not null,
          signed_at   bigint not null,
          body        longblob not null,
          received_at datetime(6) not null default current_timestamp(6)
        )""";
    private final Database database;
    private final ServerProcess server;
    private long accepted;

    Peer(Options options, Database database, int port) throws IOException, InterruptedException, SQLException {
        this.database = database;
        Path folder = Files.createDirectories(options.work().resolve("peer"));
        for (String file : List.of("package.json", "server.js")) {
            Files.copy(options.source().resolve("bench/peer").resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process install = new ProcessBuilder("npm", "install", "--omit=dev", "--no-package-lock", "--no-audit", "--no-fund", "--silent")
            .directory(folder.toFile()).inheritIO().start();
        if (install.waitFor() != 0) {
            throw new IllegalStateException("npm cannot install the peer");
        }
        System.out.println("The peer runs on Node " + Machine.output("node", "--version"));
        database.emptySchema(SCHEMA);
        try (Connection connection = database.connect(SCHEMA); Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        ProcessBuilder command = new ProcessBuilder("node", "server.js").directory(folder.toFile());
        command.environment().put("NODE_ENV", "production");
        command.environment().put("PORT", Integer.toString(port));
        command.environment().put("WEBHOOK_SECRET", Sinch.SECRET);
        command.environment().put("DATABASE_URL", "mysql://" + options.dbUser() + ":" + options.dbPassword() + "@"
            + database.address() + "/" + SCHEMA);
        server = new ServerProcess(command, folder.resolve("out.log"), port).await(null);
    }

    @Override
    public String name() {
        return "peer";
    }

    @Override
    public ServerProcess server() {
        return server;
    }

    @Override
    public void expect(List<Submission> submissions) {
        // stores every signed callback
    }

    @Override
    public Applied settle(Outcome outcome, Requests requests) throws SQLException {
        accepted += outcome.accepted();
        try (Connection connection = database.connect(SCHEMA); Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("select count(*) from callback")) {
            rows.next();
            if (rows.getLong(1) < accepted) {
                throw new IllegalStateException("The peer accepted " + accepted + " and has " + rows.getLong(1));
            }
        }
        return null;
    }

    @Override
    public void close() {
        server.close();
    }
}
