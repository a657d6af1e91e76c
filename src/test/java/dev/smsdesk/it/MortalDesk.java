package dev.smsdesk.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The packed application in a process of its own that may be killed at any time; its data outlive it. */
final class MortalDesk {
    static final String KEY = "key-of-the-mortal-desk-0123456789";
    static final String SECRET = "secret-of-the-mortal-desk-0123456789";
    private static final Duration START = Duration.ofSeconds(60);
    private final Path folder;
    private final int port = freePort();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    MortalDesk(Path folder) {
        this.folder = folder;
    }

    /** The process: Tomcat with the unpacked WAR. Arguments: unpacked WAR, own folder, port. */
    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[1]);
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(Integer.parseInt(args[2]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addWebapp("/sms-desk", args[0]);
        context.setParentClassLoader(MortalDesk.class.getClassLoader());
        context.addParameter("SMSDESK_DB_URL", "jdbc:h2:file:" + args[1] + "/data;MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
        context.addParameter("SMSDESK_API_KEY", KEY);
        context.addParameter("SINCH_WEBHOOK_SECRET", SECRET);
        tomcat.start();
        tomcat.getServer().await();
    }

    void start() throws IOException, InterruptedException {
        String application = System.getProperty("smsdesk.it.war").replaceFirst("\\.war$", "");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
            "-cp", System.getProperty("java.class.path"), MortalDesk.class.getName(), application, folder.toString(), String.valueOf(port));
        builder.environment().keySet().removeIf(name -> name.startsWith("SMSDESK_") || name.startsWith("SINCH_"));
        File log = folder.resolve("desk.log").toFile();
        process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
        Instant end = Instant.now().plus(START);
        while (!isReady()) {
            if (Instant.now().isAfter(end) || !process.isAlive()) {
                throw new IllegalStateException("the desk is not ready, see " + log);
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() {
        try {
            return http.send(request("/health/ready").build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL: it gets no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sms-desk" + path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
