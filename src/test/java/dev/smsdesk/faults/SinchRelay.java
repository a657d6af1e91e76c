package dev.smsdesk.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The way from the sending desk to the sandbox that stands for Sinch. It passes everything on, and can hold one exchange in the middle. */
final class SinchRelay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> PASSED = List.of("Authorization", "Content-Type");
    private static final List<String> ANSWERED = List.of("Content-Type", "Retry-After", "WWW-Authenticate");
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String sinch;
    private volatile Held held;

    /** Where an exchange is held. */
    enum Hold {
        /** It never arrives. */
        REQUEST,
        REQUEST_THAT_ARRIVES, ANSWER, HALF_ANSWER
    }

    /** @param sinch address of the desk that stands for Sinch */
    SinchRelay(String sinch) {
        this.sinch = sinch;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    /** As SMSDESK_SINCH_URL takes it. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/sandbox";
    }

    /** One trap at a time. @param path pattern of the end of the path */
    Trap trap(String path, Hold hold) {
        held = new Held(path, hold);
        return held;
    }

    private void pass(HttpExchange exchange) throws IOException {
        Held trap = held;
        boolean caught = trap != null && exchange.getRequestMethod().equals("POST") && trap.takes(exchange.getRequestURI().getPath());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!caught) {
            answer(exchange, send(exchange, body), false);
            return;
        }
        switch (trap.hold) {
            case REQUEST -> trap.await();
            case REQUEST_THAT_ARRIVES -> {
                trap.await();
                send(exchange, body);
            }
            case ANSWER -> {
                send(exchange, body);
                trap.await();
            }
            case HALF_ANSWER -> {
                answer(exchange, send(exchange, body), true);
                trap.await();
            }
        }
        trap.over.countDown();
        exchange.close();   // the desk that it was for is dead
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sinch + exchange.getRequestURI())).timeout(PATIENCE)
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        PASSED.stream().filter(name -> exchange.getRequestHeaders().containsKey(name))
            .forEach(name -> request.header(name, exchange.getRequestHeaders().getFirst(name)));
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, boolean half) throws IOException {
        ANSWERED.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value)));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
        if (!half) {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Holds the first exchange that comes. */
    private final class Held implements Trap {
        private final String path;
        private final Hold hold;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        Held(String path, Hold hold) {
            this.path = ".*" + path;
            this.hold = hold;
        }

        boolean takes(String asked) {
            return asked.matches(path) && taken.compareAndSet(false, true);
        }

        void await() {
            reached.countDown();
            awaits(released, PATIENCE);
        }

        @Override
        public boolean isReached(Duration within) {
            return awaits(reached, within);
        }

        private boolean awaits(CountDownLatch latch, Duration within) {
            try {
                return latch.await(within.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Returns once what was held has come to its end. */
        @Override
        public void close() {
            held = null;
            released.countDown();
            if (taken.get()) {
                awaits(over, PATIENCE);
            }
        }
    }
}
