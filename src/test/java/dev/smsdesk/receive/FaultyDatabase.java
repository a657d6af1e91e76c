package dev.smsdesk.receive;

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

/** A real data source, and whatever trouble a test wants at whatever moment. */
final class FaultyDatabase {
    /** Before a connection is had; before and after rows are written; before and after a commit; before H2 flushes its file. */
    enum Moment { CONNECT, WRITE, WRITTEN, COMMIT, COMMITTED, CHECKPOINT }

    /** Throws, waits, or does nothing. */
    interface Trouble {
        Trouble NONE = () -> { };

        void come() throws SQLException;
    }

    static final Trouble CONNECTION_LOST = () -> {
        throw new SQLException("Communications link failure", "08S01");
    };
    static final Trouble DEADLOCK = () -> {
        throw new SQLException("Deadlock found when trying to get lock", "40001", 1213);
    };
    static final Trouble DRIVER_BUG = () -> {
        throw new IllegalStateException("a bug in the driver");
    };

    private final DataSource real;
    private final Map<Moment, Deque<Trouble>> once = new EnumMap<>(Moment.class);
    private final Map<Moment, Trouble> always = new ConcurrentHashMap<>();
    private final Map<Moment, AtomicInteger> seen = new EnumMap<>(Moment.class);

    FaultyDatabase(DataSource real) {
        this.real = real;
        for (Moment moment : Moment.values()) {
            once.put(moment, new ConcurrentLinkedDeque<>());
            seen.put(moment, new AtomicInteger());
        }
    }

    DataSource dataSource() {
        return proxy(DataSource.class, real);
    }

    /** The next time, then the time after that … */
    void next(Moment moment, Trouble... troubles) {
        once.get(moment).addAll(List.of(troubles));
    }

    /** Every time, until {@link #heal}. */
    void from(Moment moment, Trouble trouble) {
        always.put(moment, trouble);
    }

    void heal() {
        always.clear();
        once.values().forEach(Deque::clear);
    }

    /** How often the moment came so far. */
    int count(Moment moment) {
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
            return watched(result);
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
}
