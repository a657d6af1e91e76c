package dev.smsdesk.send.worker;

import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;

/** A database whose answer to one commit gets lost: it is committed, yet the caller hears that the connection broke. */
final class LostCommits implements AutoCloseable {
    private final AtomicInteger untilLoss = new AtomicInteger();
    private final EntityManagerFactory entityManagers;

    LostCommits() {
        DataSource lossy = proxy(DataSource.class, TestDesk.dataSource());
        this.entityManagers = new PersistenceProvider().createEntityManagerFactory("smsdesk", Map.of(
            "eclipselink.persistencexml", "META-INF/smsdesk-persistence.xml", "jakarta.persistence.nonJtaDataSource", lossy,
            "eclipselink.session-name", "lossy-" + System.nanoTime()));
    }

    Tx tx() {
        return new Tx(entityManagers);
    }

    /** @param commit which from now on, from 1 */
    void lose(int commit) {
        untilLoss.set(commit);
    }

    boolean lost() {
        return untilLoss.get() <= 0;
    }

    private <T> T proxy(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(LostCommits.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals("commit") && untilLoss.getAndDecrement() == 1) {
                    throw new SQLException("Communications link failure", "08S01");
                }
                return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public void close() {
        entityManagers.close();
    }
}
