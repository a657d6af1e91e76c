package dev.smsdesk.app;

import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hides Accept and Content-Type from JAX-RS, so that {@link JsonHeaders} can check them after the API key. JAX-RS would check them before
 * the key, answer unreadable ones with the container's page, and copy Accept's parameters into the answer's Content-Type.
 */
final class ApiHeaders extends HttpServletRequestWrapper {
    private static final String ACCEPT = "smsdesk.api.accept";
    private static final String CONTENT_TYPE = "smsdesk.api.content-type";
    private final String shownType;

    /** @param itself whether the resource itself reads Content-Type: the sandbox as Sinch would, an upload for its format */
    ApiHeaders(HttpServletRequest request, boolean itself) {
        super(request);
        List<String> type = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
        setAttribute(ACCEPT, Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        setAttribute(CONTENT_TYPE, type);
        this.shownType = type.isEmpty() ? null : !itself ? MediaType.APPLICATION_JSON : isReadable(type.get(0)) ? type.get(0)
            : MediaType.APPLICATION_OCTET_STREAM;
    }

    private static boolean isReadable(String type) {
        try {
            MediaType.valueOf(type);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String getContentType() {
        return shownType;
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) ? shownType : name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? null
            : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        boolean shown = !name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) && !name.equalsIgnoreCase(HttpHeaders.ACCEPT);
        return shown ? super.getHeaders(name) : getHeader(name) == null ? Collections.emptyEnumeration()
            : Collections.enumeration(List.of(getHeader(name)));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
            .filter(name -> !name.equalsIgnoreCase(HttpHeaders.ACCEPT)).toList());
    }

    /** Runs before every resource method that names a media type: it answers JSON, and takes JSON if it takes a body. */
    static final class JsonHeaders implements DynamicFeature {
        @Override
        public void configure(ResourceInfo resource, FeatureContext context) {
            if (resource.getResourceMethod().isAnnotationPresent(Produces.class)) {
                boolean takesBody = resource.getResourceMethod().isAnnotationPresent(Consumes.class);
                context.register((ContainerRequestFilter) request -> check(request, takesBody), Priorities.HEADER_DECORATOR);
            }
        }

        private static void check(ContainerRequestContext request, boolean takesBody) {
            List<String> ranges = values(request, ACCEPT).flatMap(value -> Stream.of(value.split(","))).map(String::strip)
                .filter(range -> !range.isEmpty()).toList();
            if (!ranges.isEmpty() && !takesJson(ranges)) {
                throw new ProblemException(ProblemType.NOT_ACCEPTABLE, ProblemDetail.JSON_NOT_ACCEPTED);
            }
            if (takesBody) {
                checkBody(request);
            }
        }

        private static void checkBody(ContainerRequestContext request) {
            String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
            if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
                throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as it is, without compression and without a Content-Encoding header.");
            }
            for (String type : values(request, CONTENT_TYPE).toList()) {
                if (!parsed(HttpHeaders.CONTENT_TYPE, type).isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                    throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
                }
            }
        }

        /** The most specific range that fits decides (RFC 9110, section 12.5.1). */
        private static boolean takesJson(List<String> ranges) {
            double quality = 0;
            int best = -1;
            for (String range : ranges) {
                MediaType type = parsed(HttpHeaders.ACCEPT, range.equals("*") ? "*/*" : range);
                int specific = type.isWildcardType() ? 0 : type.isWildcardSubtype() ? 1 : 2;
                if (specific > best && type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                    best = specific;
                    quality = quality(type.getParameters().getOrDefault("q", "1"));
                }
            }
            return quality > 0;
        }

        private static double quality(String q) {
            return q.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(q) : 1;
        }

        private static MediaType parsed(String header, String value) {
            try {
                return MediaType.valueOf(value);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "The header " + header + " cannot be read as a media type. Send "
                    + header + ": application/json.");
            }
        }

        @SuppressWarnings("unchecked")
        private static Stream<String> values(ContainerRequestContext request, String attribute) {
            List<String> values = (List<String>) request.getProperty(attribute);
            return values == null ? Stream.empty() : values.stream();
        }
    }
}
