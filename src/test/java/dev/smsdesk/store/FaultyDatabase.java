package dev.smsdesk.store;

import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;

/** A real data source with faults at the moments that a test chooses. */
public final class FaultyDatabase implements AutoCloseable {
    /**
     * Before a connection is had; before rows are read; before and after rows are written; before and after a commit; before H2 flushes its
     * file.
     */
    public enum Moment { CONNECT, READ, WRITE, WRITTEN, COMMIT, COMMITTED, CHECKPOINT }

    /** Throws, waits, or does nothing. */
    public interface Trouble {
        Trouble NONE = () -> { };

        void come() throws SQLException;
    }

    public static final Trouble CONNECTION_LOST = () -> {
        throw new SQLException("Communications link failure", "08S01");
    };
    public static final Trouble DEADLOCK = () -> {
        throw new SQLException("Deadlock found when trying to get lock", "40001", 1213);
    };
    public static final Trouble DRIVER_BUG = () -> {
        throw new IllegalStateException("a bug in the driver");
    };

    private final DataSource real;
    private final Map<Moment, Deque<Trouble>> once = new EnumMap<>(Moment.class);
    private final Map<Moment, Trouble> always = new ConcurrentHashMap<>();
    private final Map<Moment, AtomicInteger> seen = new EnumMap<>(Moment.class);
    private EntityManagerFactory entityManagers;

    public FaultyDatabase(DataSource real) {
        this.real = real;
        for (Moment moment : Moment.values()) {
            once.put(moment, new ConcurrentLinkedDeque<>());
            seen.put(moment, new AtomicInteger());
        }
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, real);
    }

    /** Transactions on it. */
    public Tx tx() {
        if (entityManagers == null) {
            entityManagers = new PersistenceProvider().createEntityManagerFactory("smsdesk", Map.of(
                "eclipselink.persistencexml", "META-INF/smsdesk-persistence.xml", "jakarta.persistence.nonJtaDataSource", dataSource(),
                "eclipselink.session-name", "faulty-" + System.nanoTime()));
        }
        return new Tx(entityManagers);
    }

    /** The next time, then the time after that … */
    public void next(Moment moment, Trouble... troubles) {
        once.get(moment).addAll(List.of(troubles));
    }

    /** Every time, until {@link #heal}. */
    public void from(Moment moment, Trouble trouble) {
        always.put(moment, trouble);
    }

    public void heal() {
        always.clear();
        once.values().forEach(Deque::clear);
    }

    /** How often the moment came so far. */
    public int count(Moment moment) {
        return seen.get(moment).get();
    }

    private void come(Moment moment) throws SQLException {
        seen.get(moment).incrementAndGet();
        Trouble trouble = once.get(moment).poll();
        (trouble != null ? trouble : always.getOrDefault(moment, Trouble.NONE)).come();
    }

    private <T> T proxy(Class<T> type, T whole) {
        return type.cast(Proxy.newProxyInstance(FaultyDatabase.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            switch (method.getName()) {
                case "getConnection" -> come(Moment.CONNECT);
                case "executeQuery" -> come(Moment.READ);
                case "executeUpdate" -> come(Moment.WRITE);
                case "commit" -> come(Moment.COMMIT);
                case "execute" -> come(Moment.CHECKPOINT);
                default -> { }
            }
            Object result = called(() -> method.invoke(whole, arguments));
            switch (method.getName()) {
                case "executeUpdate" -> come(Moment.WRITTEN);
                case "commit" -> come(Moment.COMMITTED);
                default -> { }
            }
            return method.getName().equals("unwrap") ? result : watched(result);
        }));
    }

    private Object watched(Object result) {
        if (result instanceof Connection connection) {
            return proxy(Connection.class, connection);
        }
        if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement);
        }
        return result instanceof Statement statement ? proxy(Statement.class, statement) : result;
    }

    private interface Call {
        Object make() throws ReflectiveOperationException;
    }

    private static Object called(Call call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The real data source stays open. */
    @Override
    public void close() {
        if (entityManagers != null) {
            entityManagers.close();
        }
    }
}
