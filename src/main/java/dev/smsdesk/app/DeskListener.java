package dev.smsdesk.app;

import dev.smsdesk.receive.body.UnreadBody;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;

/**
 * Starts and stops the application. Never throws, even if a library of the WAR is missing: a listener that throws makes every path 404,
 * which Sinch never retries. So this class and the filter use no library.
 */
public final class DeskListener implements ServletContextListener {
    /** Where a runner finds out why we are not ready: a list of sentences, empty when all is well. */
    static final String FAULTS = "dev.smsdesk.faults";
    private Desk desk;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Readiness readiness = new Readiness(faults -> context.setAttribute(FAULTS, faults));
        first(context, "unread-body", new UnreadBody(), EnumSet.of(DispatcherType.REQUEST));
        first(context, "readiness", new ReadinessFilter(readiness), EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        try {
            desk = new Desk(context, readiness);
            desk.start();
        } catch (RuntimeException | Error e) {
            readiness.failed(e, context);
        }
    }

    private static void first(ServletContext context, String name, Filter filter, EnumSet<DispatcherType> dispatches) {
        FilterRegistration.Dynamic added = context.addFilter(name, filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(dispatches, true, "/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (desk != null) {
            desk.close();
        }
    }
}
