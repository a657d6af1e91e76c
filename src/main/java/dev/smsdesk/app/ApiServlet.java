package dev.smsdesk.app;

import dev.smsdesk.message.Family;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Jersey's servlet. For each request it takes our address apart and builds it up twice, a sixth of its share of a callback's time; those of callbacks are always the same. */
final class ApiServlet extends ServletContainer {
    static final String PATH = "/api";
    private static final Set<String> CALLBACKS = Stream.of(Family.values()).map(family -> "/callbacks/" + family.word()).collect(Collectors.toUnmodifiableSet());
    private static final int MOST = 64;   // a caller may name us as he likes
    private final Map<String, Address> known = new ConcurrentHashMap<>();

    ApiServlet(ResourceConfig config) {
        super(config);
    }

    private record Address(URI base, URI whole) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Address address = isPlainCallback(request) ? address(request.getRequestURL().toString(), request.getPathInfo()) : null;
        if (address == null) {
            super.service(request, response);
        } else {
            service(address.base(), address.whole(), request, response);
        }
    }

    private static boolean isPlainCallback(HttpServletRequest request) {
        return request.getPathInfo() != null && CALLBACKS.contains(request.getPathInfo()) && request.getQueryString() == null;
    }

    /** @return null where Jersey shall look at it, as it is written in some other way */
    private Address address(String url, String path) {
        Address address = known.get(url);
        if (address != null || !url.endsWith(PATH + path) || known.size() >= MOST) {
            return address;
        }
        try {
            address = new Address(URI.create(url.substring(0, url.length() - path.length() + 1)), URI.create(url));
        } catch (IllegalArgumentException e) {
            return null;
        }
        known.put(url, address);
        return address;
    }
}
