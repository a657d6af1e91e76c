package dev.smsdesk.store;

import java.sql.SQLException;
import java.util.UUID;

/**
 * A fresh database with our tables: H2 in memory, or whatever {@code smsdesk.test.dbUrl} (with {@code dbUser}, {@code dbPassword})
 * names, which is then shared by all tests of the run and must have been empty.
 */
public final class TestDatabase implements AutoCloseable {
    private final Database database;
    private final Tx tx;

    private TestDatabase(String url, String user, String password) {
        this.database = Database.fromUrl(url, user, password);
        this.tx = new Tx(database.entityManagers());
        try {
            new Schema(database.dataSource()).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException("no test database at " + url, e);
        }
    }

    public static TestDatabase open() {
        String given = System.getProperty("smsdesk.test.dbUrl", "");
        if (!given.isEmpty()) {
            return new TestDatabase(given, System.getProperty("smsdesk.test.dbUser"), System.getProperty("smsdesk.test.dbPassword"));
        }
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", null, null);
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

    @Override
    public void close() {
        database.close();
    }
}
