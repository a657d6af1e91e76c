package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.security.Principal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.LoggerFactory;

@DisplayName("Callbacks are stored through Tomcat's pool with closed connections, and the missing testOnBorrow is reported")
@EnabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "H2 closes no connection for being idle")
class DyingPoolTest {
    private static final String SECRET = "secret-of-the-dying-pool";
    private static final String ADVICE =
        "The server's pool hands out connections that have died, since it does not test them. On Tomcat set testOnBorrow=\"true\" and "
        + "validationQuery=\"select 1\" on its Resource, on Payara --isconnectvalidatereq=true on its pool.";
    private static final int POOL = 20;
    private static final int IDLE = 10;
    private static final int CALLBACKS = 24;
    private final String schema = "smsdesk_test_" + UUID.randomUUID().toString().replace("-", "");
    private final Logger log = (Logger) LoggerFactory.getLogger("dev.smsdesk.store.SettledDataSource");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    DyingPoolTest() throws SQLException {
        onServer("create database " + schema + " character set utf8mb4");
        logged.list = Collections.synchronizedList(logged.list);
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void close() throws SQLException {
        log.detachAppender(logged);
        System.clearProperty("catalina.useNaming");
        onServer("drop database " + schema);
    }

    /** As after wait_timeout: the server has closed every connection of the pool, and the pool knows nothing of it. */
    @Test
    void everyCallbackIsKeptAndLogAndConnectionNameTheAttribute() throws Exception {
        Map<String, String> settings = Map.of("SMSDESK_JNDI", "java:comp/env/jdbc/untested", "SINCH_WEBHOOK_SECRET", SECRET);
        try (DeskServer desk = new DeskServer(settings, this::withPool)) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            String cookies = String.join("; ", desk.postForm("/login", "j_username=ann&j_password=right", "").join().headers()
                .allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';'))).toList());
            assertEquals(List.of(), adviceInLog());
            assertFalse(connectionPage(desk, cookies).contains(ADVICE));

            assertTrue(killAll() >= IDLE, "the pool keeps so many");
            List<CompletableFuture<Integer>> answers = IntStream.range(0, CALLBACKS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> desk.postSigned("/api/callbacks/sms", "{\"n\":" + i + "}", SECRET)
                .statusCode())).toList();

            assertEquals(Collections.nCopies(CALLBACKS, 200), answers.stream().map(CompletableFuture::join).toList());
            assertTrue(connectionPage(desk, cookies).contains(ADVICE));
            assertFalse(adviceInLog().isEmpty());
        }
    }

    private List<String> adviceInLog() {
        return List.copyOf(logged.list).stream().map(ILoggingEvent::getFormattedMessage).filter(line -> line.contains(ADVICE)).toList();
    }

    private static String connectionPage(DeskServer desk, String cookies) {
        return Jsoup.parse(desk.getWith(cookies, "/connection").body()).text();
    }

    /** The attributes of an operator who copied a Resource from before. */
    private void withPool(Context context) {
        ContextResource pool = new ContextResource();
        pool.setName("jdbc/untested");
        pool.setType("javax.sql.DataSource");
        Map.of("factory", "org.apache.tomcat.jdbc.pool.DataSourceFactory", "driverClassName", "com.mysql.cj.jdbc.Driver", "url",
            server("url") + schema,
            "username", server("user"), "password", server("password"), "maxActive", String.valueOf(POOL), "initialSize",
            String.valueOf(IDLE), "minIdle", String.valueOf(IDLE), "maxWait", "2500").forEach(pool::setProperty);
        context.getNamingResources().addResource(pool);
        context.setRealm(new RealmBase() {
            @Override
            public Principal authenticate(String name, String password) {
                return new GenericPrincipal(name, List.of("sms-admin"));
            }

            @Override
            protected String getPassword(String name) {
                return null;
            }

            @Override
            protected Principal getPrincipal(String name) {
                return null;
            }
        });
    }

    private int killAll() throws SQLException {
        try (Connection other = connection(); Statement statement = other.createStatement()) {
            List<Long> open = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("select id from information_schema.processlist where db = '" + schema + "'")) {
                while (row.next()) {
                    open.add(row.getLong(1));
                }
            }
            for (long one : open) {
                statement.execute("kill " + one);
            }
            return open.size();
        }
    }

    private static void onServer(String sql) throws SQLException {
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection() throws SQLException {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(server("url"));
        source.setUser(server("user"));
        source.setPassword(server("password"));
        return source.getConnection();
    }

    private static String server(String what) {
        return System.getProperty("smsdesk.test.db" + Character.toUpperCase(what.charAt(0)) + what.substring(1));
    }
}
