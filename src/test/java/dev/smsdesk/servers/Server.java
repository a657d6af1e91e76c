package dev.smsdesk.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.smsdesk.it.Desk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server with the WAR as it was packed, laid out as the page of the docs about it says, in a process of its own. */
abstract class Server implements AutoCloseable {
    static final List<String> PEOPLE = List.of("viewer", "sender", "admin");
    static final Path WAR = Path.of(System.getProperty("smsdesk.it.war"));
    static final int PORT = Integer.getInteger("smsdesk.it.port");
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofSeconds(120);
    /** Enough for each of them; the docs say the second as well. */
    private static final String JVM = "-Xmx512m -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    /** Where this server lives: what it is made of, its configuration, its data, its log. */
    final Path folder;
    private final Path jdk;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread last = new Thread(this::kill);
    private Process process;

    Server(Path folder, Path jdk) {
        this.folder = folder;
        this.jdk = jdk;
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** Unpacks it, makes the three people, deploys the WAR. May start the server and stop it again for that. */
    abstract void layOut() throws IOException;

    /** What runs until it is stopped. */
    abstract List<String> command();

    /** The roles of {@code sms-sender} are {@code sms-viewer} and {@code sms-sender}, and so on. */
    static List<String> roles(String person) {
        return PEOPLE.subList(0, PEOPLE.indexOf(person) + 1).stream().map(role -> "sms-" + role).toList();
    }

    /** Settings and JVM of the process; a server adds its own. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("SMSDESK_") || name.startsWith("SINCH_"))
            .forEach(name -> environment.put(name, System.getProperty(name)));
        if (environment.get("SMSDESK_DB_URL").startsWith("jdbc:h2:")) {
            environment.put("SMSDESK_DB_URL", "jdbc:h2:file:" + folder.resolve("data/desk")
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
        }
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("JAVA_OPTS", JVM);
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");   // none lives long enough for the second compiler to pay
        return environment;
    }

    String java() {
        return jdk.resolve("bin/java").toString();
    }

    static List<String> jvm() {
        return List.of(JVM.split(" "));
    }

    /** @return how long it took until it was ready */
    final Duration start() throws IOException {
        long began = System.nanoTime();
        launch();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - began > START.toNanos()) {
                throw new AssertionError("not ready after " + Duration.ofNanos(System.nanoTime() - began).toSeconds()
                    + " s: " + lastLines());
            }
            pause();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    final void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SMSDESK_") || name.startsWith("SINCH_"));
        builder.environment().putAll(environment());
        process = builder.start();
        process.getOutputStream().close();
    }

    private boolean isReady() {
        return status("/health/ready") == 200;
    }

    /** @return 0 without an answer */
    final int status(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(Desk.ADDRESS + path)).timeout(Duration.ofSeconds(5)).build(),
                BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a service manager would. @throws AssertionError where it does not end */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    final void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not stop within " + STOP.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    final Stream<ProcessHandle> children() {
        return process.descendants();
    }

    private void kill() {
        if (process != null) {
            children().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private Path console() {
        return folder.resolve("console.log");
    }

    /** Files to which the server itself writes its log, beside what it prints. */
    List<Path> logs() {
        return List.of();
    }

    /** All that it ever said. */
    final String log() {
        return Stream.concat(Stream.of(console()), logs().stream()).filter(Files::exists).map(Server::read).reduce("", String::concat);
    }

    private String lastLines() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(last);
        kill();
    }
}
