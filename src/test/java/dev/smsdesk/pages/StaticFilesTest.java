package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.access.filter.ListingFilter;
import dev.smsdesk.pages.ui.FaultFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A missing file or a folder is 404, on every server's file servlet")
class StaticFilesTest {
    private static final FilterChain LISTS = (request, response) -> ((HttpServletResponse) response).setStatus(200);

    @ParameterizedTest
    @ValueSource(strings = {"/assets/", "/webjars/", "/webjars/picocss__pico/", "/webjars/picocss__pico/2.1.1/css/"})
    void aFolderIsNotListed(String path) throws Exception {
        assertEquals(404, answer(new ListingFilter(), path, LISTS));
    }

    @Test
    void aFileIsServed() throws Exception {
        assertEquals(200, answer(new ListingFilter(), "/assets/smsdesk.css", LISTS));
    }

    @Test
    void aFileThatIsNotFoundIsNoFaultOfTheServer() throws Exception {
        assertEquals(404, answer(new FaultFilter(), "/assets/nothing.css", (request, response) -> {
            throw new ServletException(new ServletException(new FileNotFoundException("SRVE0190E: File not found: /assets/nothing.css")));
        }));
    }

    private static int answer(Filter filter, String path, FilterChain files) throws IOException, ServletException {
        AtomicInteger status = new AtomicInteger();
        HttpServletRequest request = proxy(HttpServletRequest.class, (method, argument) -> method.equals("getServletPath") ? path : null);
        HttpServletResponse response = proxy(HttpServletResponse.class, (method, argument) -> {
            status.set((Integer) argument);
            return null;
        });
        filter.doFilter(request, response, files);
        return status.get();
    }

    private interface Called {
        Object with(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Called called) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (self, method, arguments) -> called.with(method.getName(), arguments == null ? null : arguments[0])));
    }
}
