package dev.smsdesk.sinch.call;

import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP clients that do not hold the web application: Java 17 cannot tell a client's own thread to stop (it ends once nothing refers to
 * the client), and that thread would inherit the application's class loader and be reported as a leak at every redeployment.
 */
public final class DetachedClient {
    /** {@code jdk.internal.net.http.HttpClientImpl@50ad3bc1(1)}: the number is also in the name of the client's thread. */
    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");
    private final HttpClient.Builder builder;
    private HttpClient client;
    private Thread selector;

    /** @param builder used again where a client is replaced */
    public DetachedClient(HttpClient.Builder builder) {
        this.builder = builder;
        this.client = of(builder);
        this.selector = selectorOf(client).orElse(null);
    }

    /**
     * The client that works. An OutOfMemoryError ends a client's selector thread; after that each of its calls waits for an answer that
     * cannot come, so another client takes its place.
     */
    public synchronized HttpClient get() {
        if (selector != null && !selector.isAlive()) {
            client = of(builder);
            selector = selectorOf(client).orElse(null);
        }
        return client;
    }

    /** For one call, or a few. */
    public static HttpClient of(HttpClient.Builder builder) {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return builder.sslContext(ClientTls.context()).build();
        } finally {
            thread.setContextClassLoader(application);
        }
    }

    /** @return empty where another Java names its threads otherwise: then the client is never replaced */
    static Optional<Thread> selectorOf(HttpClient client) {
        Matcher number = NUMBER.matcher(client.toString());
        String name = number.find() ? "HttpClient-" + number.group(1) + "-SelectorManager" : "";
        Thread[] threads = new Thread[2 * Thread.activeCount() + 10];
        return Arrays.stream(threads, 0, Thread.enumerate(threads)).filter(thread -> thread.getName().equals(name)).findAny();
    }
}
