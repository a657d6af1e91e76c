package dev.smsdesk.app;

import dev.smsdesk.app.settings.SettingReader;
import dev.smsdesk.app.settings.SettingSources;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.app.settings.SettingsReading;
import dev.smsdesk.store.Database;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Properties;
import javax.naming.NamingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application from its settings to its end. */
final class Desk implements AutoCloseable {
    private static final String CONVENTIONAL_JNDI = "java:comp/env/jdbc/smsdesk";
    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private final ServletContext context;
    private final Readiness readiness;
    private Database database;
    private Wiring wiring;
    private Startup startup;

    Desk(ServletContext context, Readiness readiness) {
        this.context = context;
        this.readiness = readiness;
    }

    /** Returns at once; the database may come later. Faults of the settings become those of readiness. */
    void start() {
        SettingReader reader = new SettingReader(SettingSources.of(context));
        Settings settings = SettingsReading.read(reader);
        reader.warnings().forEach(warning -> log.warn("setting warning=\"{}\"", warning));
        database = reader.faults().isEmpty() ? database(settings, reader) : null;
        if (database == null) {
            reader.faults().forEach(fault -> log.error("setting fault=\"{}\"", fault));
            readiness.faults(reader.faults());
            return;
        }
        wiring = new Wiring(settings, reader.warnings(), () -> SettingSources.of(context), database, Clock.systemUTC());
        log.info("smsdesk starting version={} accounts={} settings={}", version(), wiring.accounts(), String.join(",", reader.namesSet()));
        wiring.mount(context, cause -> readiness.failed(cause, context));
        readiness.watch(wiring::keepsCallbacks);
        startup = new Startup(readiness, database, wiring::begin);
        startup.start();
    }

    private static String version() {
        try (InputStream in = Desk.class.getResourceAsStream("build.properties")) {
            Properties build = new Properties();
            build.load(in);
            return build.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return null where none can be had; the fault says so */
    private static Database database(Settings settings, SettingReader reader) {
        String name = settings.database().jndi() != null ? settings.database().jndi() : settings.database().url() != null ? null
            : CONVENTIONAL_JNDI;
        try {
            return name == null ? Database.fromUrl(settings.database().url(), settings.database().user(), settings.database().password())
                : Database.fromJndi(name);
        } catch (IllegalArgumentException e) {
            log.error("no pool", e);
            reader.fault("SMSDESK_DB_URL " + e.getMessage());
            return null;
        } catch (NamingException e) {
            reader.fault(settings.database().jndi() != null ? "SMSDESK_JNDI names no data source of this server."
                : "No database: set SMSDESK_DB_URL or SMSDESK_JNDI, or bind a data source as jdbc/smsdesk.");
            return null;
        }
    }

    @Override
    public void close() {
        if (startup != null) {
            startup.close();
        }
        if (wiring != null) {
            wiring.close();
        } else if (database != null) {
            database.close();
        }
    }
}
