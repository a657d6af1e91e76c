package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisplayName("What must survive a power cut is flushed after its commit, where the database does not do so by itself")
@DisabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "only the embedded database has to be told")
class DiskTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void theEmbeddedDatabaseIsFlushedAfterTheCommit() {
        try (TestDatabase database = TestDatabase.open(); EntityManagerFactory watched = watched(database.database().dataSource())) {
            String result = new Tx(watched).writeToDisk(em -> {
                em.createNativeQuery("update time_probe set probe = null").executeUpdate();
                return "done";
            });
            assertEquals("done", result);
            assertEquals(List.of("commit", "checkpoint sync", "commit"), said);
        }
    }

    private EntityManagerFactory watched(DataSource real) {
        return new PersistenceProvider().createEntityManagerFactory("smsdesk", Map.of("eclipselink.persistencexml", "META-INF/smsdesk-persistence.xml",
            "jakarta.persistence.nonJtaDataSource", proxy(DataSource.class, real), "eclipselink.session-name", "watched"));
    }

    private <T> T proxy(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(DiskTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("commit")) {
                said.add("commit");
            } else if (method.getName().equals("prepareStatement") && arguments[0].equals("checkpoint sync")) {
                said.add("checkpoint sync");
            }
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
