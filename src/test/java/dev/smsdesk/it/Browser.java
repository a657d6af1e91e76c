package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person at the pages: keeps cookies, sends forms from the same site, follows a redirect only when told to. */
public final class Browser {
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = Desk.client().cookieHandler(cookies).build();

    /** @param person viewer, sender or admin: each may do what the one before may */
    public static Browser of(String person) {
        Browser browser = new Browser();
        browser.logIn(person, "/batches");
        return browser;
    }

    /** Asks for a page, meets the login, and ends on the page that was asked for. */
    public Document logIn(String person, String path) {
        String next = Jsoup.parse(get(path).body()).selectFirst("form input[name=next]").val();
        assertEquals(path, next);
        HttpResponse<String> page = follow(post("/login", Map.of("j_username", person, "j_password", "pw-" + person, "next", next)));
        assertEquals(200, page.statusCode(), person + " cannot log in");
        return Jsoup.parse(page.body());
    }

    public HttpResponse<String> get(String path) {
        return Desk.send(http, Desk.request(path).build());
    }

    /** The page, parsed; it must be there. */
    public Document page(String path) {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), path);
        return Jsoup.parse(answer.body(), answer.uri().toString());
    }

    /** Sends a form. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(joining("&"));
        return Desk.send(http, Desk.request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin").POST(BodyPublishers.ofString(body)).build());
    }

    /** Sends a form that has a file alone. */
    HttpResponse<String> upload(String path, String name, String content) {
        String body = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content
            + "\r\n--cut--\r\n";
        return Desk.send(http, Desk.request(path).header("Content-Type", "multipart/form-data; boundary=cut")
            .header("Sec-Fetch-Site", "same-origin").POST(BodyPublishers.ofString(body)).build());
    }

    /** Sends a form, URL-encoded already, as another site or program would: with this header instead of the same site's. */
    public HttpResponse<String> postAs(String path, String body, String header, String value) {
        return Desk.send(http, Desk.request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .header(header, value).POST(BodyPublishers.ofString(body)).build());
    }

    /** Where the answer's Location leads. */
    public HttpResponse<String> follow(HttpResponse<String> redirect) {
        URI location = redirect.headers().firstValue("Location").map(URI::create).orElseThrow(
                () -> new AssertionError(redirect.uri() + " answered " + redirect.statusCode() + ", not a redirect"));
        return Desk.send(http, HttpRequest.newBuilder(redirect.uri().resolve(location))
                .timeout(Duration.ofSeconds(30)).build());
    }

    /** As the header Cookie has them. */
    String cookies() {
        return cookies.getCookieStore().getCookies().stream().map(cookie -> cookie.getName() + "=" + cookie.getValue())
            .collect(joining("; "));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
