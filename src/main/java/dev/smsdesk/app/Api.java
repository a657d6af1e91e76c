package dev.smsdesk.app;

import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.problem.UnexpectedMapper;
import dev.smsdesk.receive.BodyGate;
import dev.smsdesk.receive.CallbackHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** The JAX-RS application under {@code /api}: instances only, since containers with CDI would otherwise build them their own way. */
final class Api {
    /** Says of every resource that is registered as an instance that it will be ignored, and is wrong. Held, or its level would be forgotten. */
    private static final Logger MISTAKEN = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");
    private final ResourceConfig config = new ResourceConfig();

    /** @param components resources, filters and features, ready built */
    Api(Object... components) {
        MISTAKEN.setLevel(Level.SEVERE);
        config.register(JacksonFeature.class).register(new ProblemMapper()).register(new HttpErrorMapper()).register(new UnexpectedMapper())
            .register(new ApiHeaders.Json());
        config.property("jersey.config.disableMoxyJson", true);
        config.property("jersey.config.server.wadl.disableWadl", true);
        config.property("jersey.config.server.headers.location.relative.resolution.disabled", true);   // the Host header is nobody to believe
        for (Object component : components) {
            config.register(component);
        }
    }

    /** @param failed told where the servlet cannot be set up */
    void mount(ServletContext context, BodyGate gate, Consumer<Throwable> failed) {
        ServletRegistration.Dynamic servlet = context.addServlet(ApiServlet.NAME, new ApiServlet(config, failed));
        servlet.addMapping(ApiServlet.PATH + "/*");
        servlet.setLoadOnStartup(1);   // Payara Micro lists our resources when it has started, and ends if they are not there
        servlet.setAsyncSupported(true);
        context.addFilter("api-errors", new ApiErrors()).addMappingForUrlPatterns(EnumSet.of(DispatcherType.ERROR), true, "/*");
        before(context, "callback-headers", new CallbackHeaders());
        before(context, "callback-body", gate);
    }

    private static void before(ServletContext context, String name, Filter filter) {
        FilterRegistration.Dynamic added = context.addFilter(name, filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, ApiServlet.PATH + "/callbacks/*");
    }
}
