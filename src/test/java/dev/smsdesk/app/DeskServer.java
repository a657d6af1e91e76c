package dev.smsdesk.app;

import dev.smsdesk.CompiledPages;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The whole application on a real Tomcat, with settings as context parameters. */
final class DeskServer implements AutoCloseable {
    static final String CONTEXT = "/sms-desk";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(40);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Tomcat tomcat = new Tomcat();

    DeskServer(Map<String, String> settings) {
        this(settings, context -> { });
    }

    /** @param operator what is set up on the server besides the application: a realm, an authenticator */
    DeskServer(Map<String, String> settings, Consumer<Context> operator) {
        try {
            Path folder = Files.createTempDirectory("smsdesk-app");
            tomcat.setBaseDir(folder.toString());
            tomcat.setHostname("127.0.0.1");
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            Context context = tomcat.addWebapp(CONTEXT, Path.of("src/main/webapp").toAbsolutePath().toString());
            context.setParentClassLoader(DeskServer.class.getClassLoader());
            CompiledPages.areKept(context);
            // nothing else has tags or assets
            context.getJarScanner().setJarScanFilter((type, jar) -> jar.matches("(jakarta\\.servlet\\.jsp\\.jstl|picocss).*"));
            settings.forEach(context::addParameter);
            if (settings.containsKey("SMSDESK_JNDI")) {
                tomcat.enableNaming();
            }
            operator.accept(context);
            tomcat.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address(path)).timeout(PATIENCE).build());
    }

    /** @param authorization the header, or empty for none */
    HttpResponse<String> getAs(String authorization, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).timeout(PATIENCE);
        return send(authorization.isEmpty() ? request.build() : request.header("Authorization", authorization).build());
    }

    /** @param cookies header of a person who is logged in */
    HttpResponse<String> getWith(String cookies, String path) {
        return send(HttpRequest.newBuilder(address(path)).timeout(PATIENCE).header("Cookie", cookies).build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(json(path, body).build());
    }

    /** @param headers name, value, name, value … */
    HttpResponse<String> postAs(String authorization, String path, String body, String... headers) {
        HttpRequest.Builder request = json(path, body).header("Authorization", authorization);
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** @param headers name, value, name, value … */
    HttpResponse<String> patchAs(String authorization, String path, String body, String... headers) {
        HttpRequest.Builder request = json(path, body).method("PATCH", BodyPublishers.ofString(body))
            .header("Authorization", authorization);
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> uploadAs(String authorization, String path, String csv) {
        return send(HttpRequest.newBuilder(address(path)).timeout(PATIENCE).header("Content-Type", "text/csv")
            .header("Authorization", authorization).POST(BodyPublishers.ofString(csv)).build());
    }

    /** @return whether the answer has this word in time */
    boolean comesToSay(String authorization, String path, String word) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!getAs(authorization, path).body().contains(word)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(address(path)).timeout(PATIENCE)
            .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /** Of all servlets of ours. */
    Set<String> paths() {
        Context context = (Context) tomcat.getHost().findChildren()[0];
        return Stream.of(context.findServletMappings()).filter(path -> !Set.of("/", "*.jsp", "*.jspx").contains(path))
            .collect(Collectors.toSet());
    }

    /** A form, from a page of ours. @param cookies header, or empty for none */
    CompletableFuture<HttpResponse<String>> postForm(String path, String form, String cookies) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).timeout(PATIENCE.multipliedBy(3))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin").POST(BodyPublishers.ofString(form));
        return http.sendAsync(cookies.isEmpty() ? request.build() : request.header("Cookie", cookies).build(), BodyHandlers.ofString());
    }

    /** As Sinch does. */
    HttpResponse<String> postSigned(String path, String body, String secret) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(address(path)).timeout(PATIENCE)
            .header(Signature.HEADER, Signature.sign(Secret.of("test", secret), bytes, "nonce", timestamp))
            .header(Signature.ALGORITHM_HEADER, Signature.ALGORITHM).header(Signature.NONCE_HEADER, "nonce")
            .header(Signature.TIMESTAMP_HEADER, timestamp)
            .POST(BodyPublishers.ofByteArray(bytes)).build());
    }

    /** These bytes on a connection of their own, with a pause between two parts; all that is answered until the server closes. */
    String exchange(String... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            for (String part : parts) {
                LockSupport.parkNanos(part == parts[0] ? 0 : PAUSE.toNanos());
                socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** @return whether it answered so within 20 s */
    boolean comesTo(int status, String path) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (get(path).statusCode() != status) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + CONTEXT + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
