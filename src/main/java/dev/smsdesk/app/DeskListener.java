package dev.smsdesk.app;

import dev.smsdesk.store.Database;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Clock;
import java.util.EnumSet;
import java.util.ServiceConfigurationError;
import javax.naming.NamingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Start and stop. Never throws: a listener that throws makes every path 404, which Sinch takes as final. */
public final class DeskListener implements ServletContextListener {
    /** Where a runner finds out why we are not ready: a list of sentences, empty when all is well. */
    static final String FAULTS = "dev.smsdesk.faults";
    private static final String CONVENTIONAL_JNDI = "java:comp/env/jdbc/smsdesk";
    private static final Logger log = LoggerFactory.getLogger(DeskListener.class);
    private Wiring wiring;
    private Startup startup;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Readiness readiness = new Readiness(faults -> context.setAttribute(FAULTS, faults));
        FilterRegistration.Dynamic filter = context.addFilter("readiness", new ReadinessFilter(readiness));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        SettingReader reader = new SettingReader(SettingSources.of(context));
        try {
            Settings settings = SettingsReading.read(reader);
            reader.warnings().forEach(warning -> log.warn("setting warning=\"{}\"", warning));
            Database database = reader.faults().isEmpty() ? database(settings, reader) : null;
            if (database != null) {
                wiring = new Wiring(settings, reader.warnings(), database, Clock.systemUTC());
                wiring.mount(context);
                readiness.watch(wiring::keepsCallbacks);
                startup = new Startup(readiness, database, wiring::begin);
                startup.start();
            }
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {   // the last two where a server's own libraries differ
            log.error("smsdesk does not start", e);
            reader.fault("SMS Desk could not start. The log says why.");
        }
        if (!reader.faults().isEmpty()) {
            reader.faults().forEach(fault -> log.error("setting fault=\"{}\"", fault));
            readiness.faults(reader.faults());
        }
    }

    /** @return null where none can be had; the fault says so */
    private static Database database(Settings settings, SettingReader reader) {
        String name = settings.jndi() != null ? settings.jndi() : settings.dbUrl() != null ? null : CONVENTIONAL_JNDI;
        try {
            return name == null ? Database.fromUrl(settings.dbUrl(), settings.dbUser(), settings.dbPassword()) : Database.fromJndi(name);
        } catch (IllegalArgumentException e) {
            log.error("no pool", e);
            reader.fault("SMSDESK_DB_URL " + e.getMessage());
            return null;
        } catch (NamingException e) {
            reader.fault(settings.jndi() != null ? "SMSDESK_JNDI names no data source of this server."
                : "No database: set SMSDESK_DB_URL or SMSDESK_JNDI, or bind a data source as jdbc/smsdesk.");
            return null;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (startup != null) {
            startup.close();
        }
        if (wiring != null) {
            wiring.close();
        }
    }
}
