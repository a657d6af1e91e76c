package dev.smsdesk.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server as a process of its own, ended with this program. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private final Process process;
    private final Path log;
    private final int port;

    ServerProcess(ProcessBuilder command, Path log, int port) throws IOException {
        this.process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        this.log = log;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    Cpu cpu() {
        return Cpu.ofTree(process.pid());
    }

    /** @param path that answers 200 when it is ready, or null where listening is enough */
    ServerProcess await(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!(path == null ? listens() : answers(path))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("A server does not start, see " + log);
            }
            Thread.sleep(100);
        }
        return this;
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answers(String path) throws InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(5)).build();
        try {
            return HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
