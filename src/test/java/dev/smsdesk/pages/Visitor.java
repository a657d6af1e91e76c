package dev.smsdesk.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person with a browser: keeps cookies, posts forms as a page of ours would, follows no redirect by itself. */
final class Visitor {
    private final String address;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).cookieHandler(cookies).build();

    private Visitor(String address) {
        this.address = address;
    }

    static Visitor nobody(PageServer server) {
        return new Visitor(server.address());
    }

    /** @param person viewer, sender, admin, or stranger (without any role of ours) */
    static Visitor loggedIn(PageServer server, String person) {
        Visitor visitor = nobody(server);
        assertEquals(401, visitor.get("/inbound").statusCode());
        assertEquals(303, visitor.logIn(person, "pw-" + person).statusCode());
        return visitor;
    }

    HttpResponse<String> logIn(String person, String password) {
        return post("/j_security_check", Map.of("j_username", person, "j_password", password));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    Document page(String path) {
        return parsed(get(path), 200);
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(form(path, fields).header("Sec-Fetch-Site", "same-origin").build());
    }

    Document post(String path, Map<String, String> fields, int status) {
        return parsed(post(path, fields), status);
    }

    HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream().map(f -> URLEncoder.encode(f.getKey(), UTF_8) + "=" + URLEncoder.encode(f.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
        return request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As when the session ended on the server: the browser's cookie means nothing any more. */
    void forgetSession() {
        cookies.getCookieStore().removeAll();
    }

    String sessionId() {
        return cookies.getCookieStore().getCookies().stream().filter(c -> c.getName().equals("JSESSIONID")).map(c -> c.getValue()).findFirst().orElse(null);
    }

    /** What a text area holds, as a browser reads it: without the line end that follows its tag. */
    static String typed(Document page, String area) {
        return page.selectFirst("textarea#" + area).wholeText().replace("\r\n", "\n").replaceFirst("^\n", "");
    }

    private static Document parsed(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return Jsoup.parse(answer.body(), answer.uri().toString());
    }
}
