package dev.smsdesk.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.json.JSONObject;

/** The deployed application as programs meet it: no cookies, no redirect followed, every wait bounded. */
public final class Desk {
    public static final String ADDRESS = System.getProperty("SMSDESK_SELF_URL");
    private static final String KEY = System.getProperty("SMSDESK_API_KEY");
    private static final SinchSignature SINCH = new SinchSignature(System.getProperty("SINCH_WEBHOOK_SECRET"));

    private final HttpClient http = client().build();

    /**
     * Speaks HTTP/1.1, as browsers and Sinch do without TLS. HTTP/2 would ask to be upgraded to, and Payara Micro 6.2025.10
     * answers one in fifty of those that ask for a file of over 48 KB with the file instead of a frame ({@link HttpVersionsIT}
     * has the callbacks over HTTP/2).
     */
    static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    /** @param path below the context path, beginning with / */
    public static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ADDRESS + path)).timeout(Duration.ofSeconds(30));
    }

    /** Anonymous: without key or cookie. */
    public HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    /** With the key of role admin. */
    public HttpResponse<String> getWithKey(String path) {
        return send(request(path).header("Authorization", "Bearer " + KEY).build());
    }

    /** With the key of role admin. */
    public HttpResponse<String> postWithKey(String path, JSONObject body) {
        return send(request(path).header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())).build());
    }

    /** As Sinch would: signed now over exactly these bytes. */
    public HttpResponse<String> callback(String path, byte[] body) {
        HttpRequest.Builder post = request(path).header("Content-Type", "application/json");
        SINCH.headers(body, Instant.now()).forEach(post::header);
        return send(post.POST(BodyPublishers.ofByteArray(body)).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        return send(http, request);
    }

    static HttpResponse<String> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + request.uri(), e);
        }
    }
}
