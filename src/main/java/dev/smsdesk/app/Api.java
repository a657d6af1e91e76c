package dev.smsdesk.app;

import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.access.key.KeyFeature;
import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.problem.UnexpectedMapper;
import dev.smsdesk.receive.body.BodyGate;
import dev.smsdesk.receive.callback.CallbackHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.uri.PathTemplate;

/** The JAX-RS application under {@code /api}: instances only, since containers with CDI would otherwise build them their own way. */
final class Api {
    /**
     * Jersey warns wrongly that singleton resources are ignored. A strong reference keeps the logger's level.
     */
    private static final Logger MISTAKEN = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private final ResourceConfig config = new ResourceConfig();
    private final List<BodyMethod> readers;

    /** @param components resources, filters and features, ready built */
    Api(Object... components) {
        MISTAKEN.setLevel(Level.SEVERE);
        config.register(JacksonFeature.class).register(new ProblemMapper()).register(new HttpErrorMapper()).register(new UnexpectedMapper())
            .register(new ApiHeaders.JsonHeaders());
        config.property("jersey.config.disableMoxyJson", true);
        config.property("jersey.config.server.wadl.disableWadl", true);
        // the Host header is not trusted
        config.property("jersey.config.server.headers.location.relative.resolution.disabled", true);
        for (Object component : components) {
            config.register(component);
        }
        this.readers = Stream.of(components).map(Object::getClass).filter(type -> type.isAnnotationPresent(Path.class))
            .flatMap(Api::readers).toList();
    }

    /** @param needed role of the key that it takes, or null */
    private record BodyMethod(String method, PathTemplate path, Role needed) {
        boolean takes(String called, String at) {
            return method.equals(called) && path.match(at, new ArrayList<>());
        }
    }

    /** The methods of a resource that take a body. */
    private static Stream<BodyMethod> readers(Class<?> resource) {
        String base = "/" + resource.getAnnotation(Path.class).value();
        return Stream.of(resource.getMethods()).flatMap(method -> Stream.of(method.getAnnotations())
            .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class)).filter(Objects::nonNull).map(HttpMethod::value)
            .filter(name -> !BODILESS.contains(name))
            .map(name -> new BodyMethod(name, new PathTemplate(method.isAnnotationPresent(Path.class) ? base + "/"
            + method.getAnnotation(Path.class).value() : base), KeyFeature.needed(resource, method).orElse(null))));
    }

    /** Whether a resource takes a body at this path and the key opens it. All other requests are answered without their body. */
    boolean reads(HttpServletRequest request, ApiKeys keys) {
        String path = request.getPathInfo();
        return path != null && readers.stream().filter(reader -> reader.takes(request.getMethod(), path))
            .anyMatch(reader -> reader.needed() == null || keys.open(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)),
            reader.needed()));
    }

    /** @param gate of callbacks alone; @param failed told where the servlet cannot be set up */
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
        added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, ApiServlet.PATH + "/callbacks/*");
    }
}
