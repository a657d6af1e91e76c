package dev.smsdesk.sinch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An HTTP client's own thread does not hold the application that built it")
class DetachedClientTest {

    @Test
    void noThreadHasTheApplicationsClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(application);
            HttpClient client = DetachedClient.of(HttpClient.newBuilder());
            assertNotNull(client);
            assertSame(application, Thread.currentThread().getContextClassLoader(), "put back");
            assertEquals(List.of(Thread.currentThread()),
                    Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getContextClassLoader() == application).toList());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
