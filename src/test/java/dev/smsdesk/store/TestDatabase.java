package dev.smsdesk.store;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.smsdesk.store.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A fresh database with our tables: H2 in memory; or, where {@code smsdesk.test.dbUrl} (with {@code dbUser}, {@code dbPassword})
 * names a MySQL or MariaDB server, a schema of its own there, over a plain data source without any URL parameter.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String SERVER = System.getProperty("smsdesk.test.dbUrl", "");
    private final Database database;
    private final Tx tx;
    private final Runnable cleanUp;

    private TestDatabase(Database database, Runnable cleanUp) {
        this.database = database;
        this.tx = database.tx();
        this.cleanUp = cleanUp;
    }

    public static TestDatabase open() {
        TestDatabase opened = empty();
        try {
            new Schema(opened.database.dataSource()).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        return opened;
    }

    /** Without any table. */
    public static TestDatabase empty() {
        String name = "smsdesk_test_" + UUID.randomUUID().toString().replace("-", "");
        if (SERVER.isEmpty()) {
            return new TestDatabase(Database.fromUrl("jdbc:h2:mem:" + name + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1",
                null, null), () -> { });
        }
        onServer("create database " + name + " character set utf8mb4");
        return new TestDatabase(Database.over(plain(SERVER + name)), () -> onServer("drop database " + name));
    }

    /** Whether connections come from our own pool, which can be emptied; a plain data source opens one each time. */
    public static boolean isPooled() {
        return SERVER.isEmpty();
    }

    private static MysqlDataSource plain(String url) {
        MysqlDataSource plain = new MysqlDataSource();
        plain.setUrl(url);
        plain.setUser(System.getProperty("smsdesk.test.dbUser"));
        plain.setPassword(System.getProperty("smsdesk.test.dbPassword"));
        return plain;
    }

    /** Straight to the server, no pool between. */
    static Connection plainConnection() throws SQLException {
        return plain(SERVER).getConnection();
    }

    /** As the server's administrator, whom {@code database.sh} makes: for what applies to the whole server. */
    public static void asAdmin(String statement) {
        MysqlDataSource admin = plain(SERVER);
        admin.setUser("smsdesk_admin");
        run(admin, statement);
    }

    private static void onServer(String statement) {
        run(plain(SERVER), statement);
    }

    private static void run(MysqlDataSource source, String statement) {
        try (Connection connection = source.getConnection(); Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    public Database database() {
        return database;
    }

    public Tx tx() {
        return tx;
    }

    /** One number, such as a count. */
    public long number(String sql, Object... values) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getLong(1), sql, values)).get(0);
    }

    /** The first column of the first row, as text. */
    public String text(String sql, Object... values) {
        return tx.sql(connection -> Sql.list(connection, row -> row.getString(1), sql, values)).get(0);
    }

    public void run(String sql, Object... values) {
        tx.sql(connection -> {
            Sql.run(connection, sql, values);
            return null;
        });
    }

    /** Every value of every row of every table, as text; one character for each byte of what is binary. */
    public String everything() {
        return tx.sql(connection -> {
            StringBuilder all = new StringBuilder();
            List<String> tables = Sql.list(connection, row -> row.getString(1),
                "select table_name from information_schema.tables where table_schema = "
                + (SERVER.isEmpty() ? "'public'" : "database()"));
            for (String table : tables) {
                try (Statement select = connection.createStatement(); ResultSet row = select.executeQuery("select * from " + table)) {
                    for (int columns = row.getMetaData().getColumnCount(); row.next(); ) {
                        for (int i = 1; i <= columns; i++) {
                            Object value = row.getObject(i);
                            all.append(table).append(' ').append(value instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.ISO_8859_1) : value).append('\n');
                        }
                    }
                }
            }
            return all.toString();
        });
    }

    @Override
    public void close() {
        database.close();
        cleanUp.run();
    }
}
