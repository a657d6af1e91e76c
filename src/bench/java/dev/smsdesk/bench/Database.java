package dev.smsdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The database server that the desk and the peer share, each with a schema of its own. Started here, or one that runs already. */
final class Database implements AutoCloseable {
    private static final List<String> FACTS = List.of("innodb_flush_log_at_trx_commit", "innodb_doublewrite", "log_bin", "sync_binlog",
        "innodb_flush_method", "innodb_buffer_pool_size", "innodb_log_file_size");
    /** Sizes as one would give a server of its own; all that makes a commit durable is left as it comes. */
    private static final List<String> SIZES = List.of("--innodb-buffer-pool-size=512M", "--innodb-log-file-size=512M");
    private final Options options;
    private final Path folder;
    private final boolean started;
    private final String url;

    Database(Options options) throws IOException, InterruptedException {
        this.options = options;
        this.folder = options.work().resolve("mariadb");
        this.started = options.dbUrl() == null;
        this.url = started ? "jdbc:mysql://127.0.0.1:" + (options.port() + 3) + "/" : options.dbUrl();
        if (started) {
            script("start");
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        }
    }

    private void script(String what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(options.source().resolve("test/scripts/database.sh").toString(), what, "mariadb",
            folder.toString(), Integer.toString(options.port() + 3)));
        command.addAll(SIZES);
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("The database does not " + what);
        }
    }

    /** @return an empty schema of that name: its JDBC URL */
    String emptySchema(String name) throws SQLException {
        try (Connection connection = connect(""); Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name);
            statement.execute("create database " + name + " character set utf8mb4 collate utf8mb4_bin");
        }
        return url + name;
    }

    Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url + schema + "?rewriteBatchedStatements=true", options.dbUser(), options.dbPassword());
    }

    /** @return host and port, for who does not speak JDBC */
    String address() {
        return url.replaceFirst("^jdbc:mysql://", "").replaceFirst("/.*$", "");
    }

    Cpu cpu() throws IOException {
        return started ? Cpu.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip())) : new Cpu(0);
    }

    /**
     * Version and the settings that affect durability.
     * @throws IllegalStateException when a commit is not on disk once it is acknowledged
     */
    String facts() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = connect(""); Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("show global variables")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        if (!"1".equals(found.get(FACTS.get(0)))) {
            throw new IllegalStateException("The database loses commits: " + FACTS.get(0) + "=" + found.get(FACTS.get(0)));
        }
        StringBuilder facts = new StringBuilder(found.get("version_comment") + " " + found.get("version"));
        FACTS.forEach(name -> facts.append(", ").append(name).append('=').append(found.get(name)));
        return facts.toString();
    }

    @Override
    public void close() {
        try {
            if (started && Files.exists(folder.resolve("pid"))) {
                script("stop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
