package dev.smsdesk.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** Plain JDBC inside a {@link Tx}, on the transaction's own connection; it neither commits nor closes it. */
@FunctionalInterface
public interface SqlWork<T> {
    T run(Connection connection) throws SQLException;

    /** Wraps the SQLException as the cause, so that {@link Tx} recognises transient faults. */
    static <T> Function<EntityManager, T> on(SqlWork<T> work) {
        return em -> {
            try {
                return work.run(em.unwrap(Connection.class));
            } catch (SQLException e) {
                throw new PersistenceException("the database refused: " + e.getSQLState() + "/" + e.getErrorCode(), e);
            }
        };
    }
}
