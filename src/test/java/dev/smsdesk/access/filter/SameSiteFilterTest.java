package dev.smsdesk.access.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Only SMS Desk's own pages can change something in a person's name")
class SameSiteFilterTest {
    private static final URI PUBLIC = URI.create("https://desk.example/sms-desk");

    @Test
    void aBrowserThatSaysSameOriginOrNoneIsBelieved() {
        assertEquals(200, post(Map.of("Sec-Fetch-Site", "same-origin", "Origin", "https://evil.example")));
        assertEquals(200, post(Map.of("Sec-Fetch-Site", "none")));
    }

    @Test
    void anyOtherFetchSiteIsRefusedFromEveryOrigin() {
        for (String site : new String[] {"cross-site", "same-site", "", "Same-Origin", "same-origin, none"}) {
            assertEquals(403, post(Map.of("Sec-Fetch-Site", site, "Origin", "http://127.0.0.1:8080", "Host", "127.0.0.1:8080")), site);
        }
    }

    @Test
    void withoutThatHeaderTheOriginMustBeOurHost() {
        assertEquals(200, post(Map.of("Origin", "http://127.0.0.1:8080", "Host", "127.0.0.1:8080")));
        assertEquals(403, post(Map.of("Origin", "http://127.0.0.1:8081", "Host", "127.0.0.1:8080")));
        assertEquals(403, post(Map.of("Origin", "http://evil.example", "Host", "127.0.0.1:8080")));
        assertEquals(403, post(Map.of("Origin", "http://127.0.0.1:8080.evil.example", "Host", "127.0.0.1:8080")));
    }

    @Test
    void theUsualPortMayBeWrittenOrNotAndCaseDoesNotMatter() {
        assertEquals(200, post(Map.of("Origin", "https://Desk.Example", "Host", "desk.example:443")));
        assertEquals(200, post(Map.of("Origin", "http://inside:80", "Host", "inside")));
        assertEquals(403, post(Map.of("Origin", "https://inside", "Host", "inside:80")));
    }

    @Test
    void behindAProxyThePublicAddressIsOursToo() {
        assertEquals(200, post(Map.of("Origin", "https://desk.example", "Host", "10.0.0.7:8080")));
        assertEquals(403, post(Map.of("Origin", "https://desk.example:8443", "Host", "10.0.0.7:8080")));
        assertEquals(403, answer(new SameSiteFilter(null), "POST", "/send",
            Map.of("Origin", "https://desk.example", "Host", "10.0.0.7:8080")));
    }

    @Test
    void neitherHeaderOrAnOriginThatIsNoneIsRefused() {
        assertEquals(403, post(Map.of("Host", "127.0.0.1:8080")));
        assertEquals(403, post(Map.of("Origin", "null", "Host", "null")));
        assertEquals(403, post(Map.of("Origin", "", "Host", "")));
        assertEquals(403, post(Map.of("Origin", "http://127.0.0.1:8080")));
    }

    @Test
    void forwardedHeadersAreNotRead() {
        assertEquals(403, post(Map.of("Origin", "https://evil.example", "Host", "10.0.0.7", "X-Forwarded-Host", "evil.example")));
    }

    @Test
    void everyMethodThatMayChangeSomethingIsAsked() {
        SameSiteFilter filter = new SameSiteFilter(PUBLIC);
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "post", "INVENTED"}) {
            assertEquals(403, answer(filter, method, "/send", Map.of()), method);
        }
        for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            assertEquals(200, answer(filter, method, "/send", Map.of()), method);
        }
    }

    @Test
    void theApiIsNotAskedAsItKnowsNoSessions() {
        assertEquals(200, answer(new SameSiteFilter(PUBLIC), "POST", "/api/callbacks/sms", Map.of()));
        assertEquals(403, answer(new SameSiteFilter(PUBLIC), "POST", "/apis", Map.of()));
        assertEquals(403, answer(new SameSiteFilter(PUBLIC), "POST", "/", Map.of()));
    }

    private static int post(Map<String, String> headers) {
        return answer(new SameSiteFilter(PUBLIC), "POST", "/send", headers);
    }

    private static int answer(SameSiteFilter filter, String method, String path, Map<String, String> headers) {
        AtomicInteger status = new AtomicInteger();
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(SameSiteFilterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class}, (proxy, asked, arguments) -> switch (asked.getName()) {
                case "getMethod" -> method;
                case "getServletPath" -> path;
                case "getHeader" -> headers.entrySet().stream().filter(e -> e.getKey().equalsIgnoreCase((String) arguments[0]))
                    .map(Map.Entry::getValue).findFirst().orElse(null);
                case "getRequestURI" -> path.toLowerCase(Locale.ROOT);
                default -> null;
            });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(SameSiteFilterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class}, (proxy, asked, arguments) -> {
                status.set((Integer) arguments[0]);
                return null;
            });
        try {
            filter.doFilter(request, response, (passed, answered) -> status.set(200));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return status.get();
    }
}
