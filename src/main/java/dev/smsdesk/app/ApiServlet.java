package dev.smsdesk.app;

import dev.smsdesk.account.Channel;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Jersey's servlet. Jersey parses and builds each address twice, which takes a sixth of its time for a callback; so the addresses of
 * callbacks are cached. Jersey reads the raw URI; here it gets the mapped path, so that {@code //api/callbacks/sms} works too.
 */
final class ApiServlet extends ServletContainer {
    static final String NAME = "api";
    static final String PATH = "/api";
    /** From the path below {@link #PATH}, also with a slash at its end, to the one that Jersey is given. */
    private static final Map<String, String> CALLBACKS = Stream.of(Channel.values()).map(channel -> "/callbacks/" + channel.word())
        .flatMap(path -> Stream.of(path, path + "/")).collect(Collectors.toUnmodifiableMap(Function.identity(),
        path -> path.replaceAll("/$", "")));
    private static final int MOST = 64;   // the Host header may be anything
    private final transient Consumer<Throwable> failed;
    private final Map<String, Address> known = new ConcurrentHashMap<>();

    /** @param failed told where it cannot be set up, for want of a library say; nothing is answered then */
    ApiServlet(ResourceConfig config, Consumer<Throwable> failed) {
        super(config);
        this.failed = failed;
    }

    /** Never throws: the container would answer 500 in place of our 503, or take the whole application for failed. */
    @Override
    public void init() {
        try {
            super.init();
        } catch (ServletException | RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    private record Address(URI base, URI whole) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String path = request.getPathInfo() == null ? null : CALLBACKS.get(request.getPathInfo());
        Address address = path == null ? null : address(request, path);
        if (address == null) {
            String below = String.valueOf(request.getPathInfo());
            super.service(new ApiHeaders(request, below.equals("/uploads") || below.startsWith(SandboxErrors.BELOW_API)), response);
        } else {
            // Until there is an answer: Jetty, while it stops, ends what waits with the status that is set, and that is 200 by default.
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            service(address.base(), address.whole(), request, response);
        }
    }

    /** @return null where Jersey shall look at it, as the Host header cannot be part of a URI */
    private Address address(HttpServletRequest request, String path) {
        String url = request.getRequestURL().toString();
        Address address = known.get(url);
        if (address != null) {
            return address;
        }
        String host = url.substring(0, url.length() - request.getRequestURI().length());
        String base = host + getServletContext().getContextPath() + PATH;
        try {
            address = new Address(URI.create(base + "/"), URI.create(base + path));
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (known.size() < MOST) {
            known.put(url, address);
        }
        return address;
    }
}
