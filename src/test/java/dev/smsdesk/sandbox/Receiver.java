package dev.smsdesk.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.sinch.signature.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/** Our side of the wire: a real HTTP server at /desk that checks signatures and answers as it is told. */
public final class Receiver implements AutoCloseable {

    /** One POST that came: its path, what it says, and what the signature check made of it. */
    public record Arrival(String path, Callback callback, Verdict verdict, String nonce, String body, long atMillis, Headers headers) {
        public boolean isSignedWith(String secret) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return CHECK.check(headers, bytes, List.of(Secret.of("expected", secret))).verdict() == Verdict.GENUINE;
        }
    }

    private static final SignatureCheck CHECK = new SignatureCheck(Duration.ofHours(1), Duration.ofMinutes(5), Clock.systemUTC());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final IntUnaryOperator statusOfNth;
    private int count;

    /** @param statusOfNth the status for the first, second … POST, from 0; below 0 the connection is closed instead */
    public Receiver(IntUnaryOperator statusOfNth) throws IOException {
        this.statusOfNth = statusOfNth;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    public static Secret secret(Channel channel) {
        return Secret.of(channel.word(), "sandbox secret of " + channel.word());
    }

    public URI self() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/desk");
    }

    public Arrival next() throws InterruptedException {
        Arrival arrival = arrivals.poll(5, TimeUnit.SECONDS);
        if (arrival == null) {
            throw new AssertionError("nothing arrived within 5 s");
        }
        return arrival;
    }

    /** @return null when nothing arrived for that long */
    public Arrival nextWithin(Duration wait) throws InterruptedException {
        return arrivals.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many different connections there were. */
    public long connections() {
        return callers.stream().distinct().count();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            callers.add(exchange.getRemoteAddress().toString());
            String path = exchange.getRequestURI().toString();
            Channel channel = path.endsWith("conversation") ? Channel.CONVERSATION : Channel.SMS;
            SignatureCheck.SignatureResult result = CHECK.check(exchange.getRequestHeaders(), body, List.of(secret(channel)));
            Callback callback = Callback.read(channel, body, exchange.getRequestHeaders().getFirst("Content-Type"), null);
            answer(exchange, new Arrival(path, callback, result.verdict(), result.nonce(), new String(body, StandardCharsets.UTF_8),
                System.nanoTime() / 1_000_000, exchange.getRequestHeaders()));
        }
    }

    private synchronized void answer(HttpExchange exchange, Arrival arrival) {
        int status = statusOfNth.applyAsInt(count++);
        arrivals.add(arrival);
        if (status < 0) {
            return;
        }
        try {
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
