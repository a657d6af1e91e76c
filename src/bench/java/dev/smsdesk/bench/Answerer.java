package dev.smsdesk.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sinch's SMS API as far as sending needs it: accepts each batch at once, and posts one signed final report for each recipient over some
 * connections.
 */
final class Answerer implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final Pattern RECIPIENT = Pattern.compile("\"\\+(\\d+)\"");
    private static final Pattern REFERENCE = Pattern.compile("\"client_reference\":\"([^\"]+)\"");
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Answerer::daemon);
    private final int deskPort;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final Queue<String> references = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicLong firstCall = new AtomicLong();
    private volatile long lastCall;

    private record Report(String batchId, String reference, String digits) {}

    Answerer(int port, int deskPort) throws IOException {
        this.deskPort = deskPort;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.execute(this::post);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "answerer");
        thread.setDaemon(true);
        return thread;
    }

    /** From here on calls and reports are those of the next course. */
    void clear() {
        references.clear();
        accepted.set(0);
        again.set(0);
        firstCall.set(0);
    }

    private void answer(HttpExchange call) throws IOException {
        firstCall.compareAndSet(0, System.nanoTime());
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher reference = REFERENCE.matcher(body);
        if (!reference.find()) {
            throw new IllegalStateException("A call without our reference");
        }
        String id = Submission.ulid();
        byte[] answer = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(201, answer.length);
        call.getResponseBody().write(answer);
        call.close();
        references.add(reference.group(1));
        lastCall = System.nanoTime();
        Matcher recipient = RECIPIENT.matcher(body).region(0, body.indexOf(']'));
        while (recipient.find()) {
            reports.add(new Report(id, reference.group(1), recipient.group(1)));
        }
    }

    /** One connection after the other; each report is posted until it is answered 200. */
    private void post() {
        Poster poster = new Poster();
        while (!threads.isShutdown()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), deskPort)) {
                socket.setTcpNoDelay(true);
                while (poster.post(socket)) {
                    accepted.incrementAndGet();
                }
            } catch (IOException e) {
                // the desk has closed an idle connection; the report is posted over the next one
            } catch (InterruptedException e) {
                return;
            }
            again.incrementAndGet();
        }
    }

    /** What one thread needs. */
    private final class Poster {
        private final Sinch sinch = new Sinch();
        private final Requests request = new Requests(1);
        private final byte[] bytes = new byte[Requests.MAX_REQUEST_BYTES];
        private final Answer answer = new Answer();
        private Report report;

        /** @return whether it was answered 200 */
        boolean post(Socket socket) throws IOException, InterruptedException {
            report = report == null ? reports.take() : report;
            request.clear();
            request.add(sinch.delivered(report.batchId(), report.reference(), report.digits()));
            ByteBuffer view = request.view();
            request.at(0, view);
            int length = view.remaining();
            view.get(bytes, 0, length);
            boolean taken = status(socket, bytes, length, answer) == 200;
            report = taken ? null : report;
            return taken;
        }
    }

    private static int status(Socket socket, byte[] bytes, int length, Answer answer) throws IOException {
        socket.getOutputStream().write(bytes, 0, length);
        answer.clear();
        byte[] read = new byte[1_024];
        while (!answer.isComplete()) {
            int count = socket.getInputStream().read(read);
            if (count < 0) {
                throw new IOException("closed by the desk");
            }
            answer.take(ByteBuffer.wrap(read, 0, count));
        }
        return answer.status();
    }

    /** References of all calls, in the order of their answers. */
    Queue<String> references() {
        return references;
    }

    /** Reports that were answered 200. */
    int accepted() {
        return accepted.get();
    }

    /** How often a connection was replaced: it had been closed, or an answer was not 200. */
    int again() {
        return again.get();
    }

    /** When the first call came. */
    long firstCall() {
        return firstCall.get();
    }

    double secondsOfCalls() {
        return (lastCall - firstCall()) / 1e9;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
