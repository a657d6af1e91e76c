package dev.smsdesk.app;

import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.problem.UnexpectedMapper;
import dev.smsdesk.receive.CallbackHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** The JAX-RS application under {@code /api}: instances only, since containers with CDI would otherwise build them their own way. */
final class Api {
    private final ResourceConfig config = new ResourceConfig();

    /** @param components resources, filters and features, ready built */
    Api(Object... components) {
        config.register(JacksonFeature.class).register(new ProblemMapper()).register(new HttpErrorMapper()).register(new UnexpectedMapper());
        config.property("jersey.config.disableMoxyJson", true);
        config.property("jersey.config.server.wadl.disableWadl", true);
        config.property("jersey.config.server.headers.location.relative.resolution.disabled", true);   // the Host header is nobody to believe
        for (Object component : components) {
            config.register(component);
        }
    }

    void mount(ServletContext context) {
        ServletRegistration.Dynamic servlet = context.addServlet("api", new ServletContainer(config));
        servlet.addMapping("/api/*");
        servlet.setLoadOnStartup(1);   // Payara Micro lists our resources when it has started, and ends if they are not there
        servlet.setAsyncSupported(true);
        context.addFilter("callback-headers", new CallbackHeaders())
            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/callbacks/*");
    }
}
