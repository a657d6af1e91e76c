package dev.smsdesk.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person with a browser at an address of its own: keeps cookies, posts forms as a page of ours would, follows no redirect by itself. */
public final class Visitor {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final String address;
    private String from = from(COUNT.incrementAndGet());
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).cookieHandler(cookies).build();

    private Visitor(String address) {
        this.address = address;
    }

    public static Visitor anonymous(PageServer server) {
        return new Visitor(server.address());
    }

    /** @param person viewer, sender, admin, or stranger (without any role of ours) */
    public static Visitor loggedIn(PageServer server, String person) {
        Visitor visitor = anonymous(server);
        assertEquals(303, visitor.logIn(person, "pw-" + person).statusCode());
        return visitor;
    }

    HttpResponse<String> logIn(String person, String password) {
        return logIn(person, password, "/");
    }

    /** @param next page that the login page was asked for */
    HttpResponse<String> logIn(String person, String password, String next) {
        return post("/login", Map.of("j_username", person, "j_password", password, "next", next));
    }

    /** Types name and password into the login page that this answer is, and sends it with all that it holds. */
    HttpResponse<String> logInOn(HttpResponse<String> loginPage, String person, String password) {
        Element form = Jsoup.parse(loginPage.body()).selectFirst("form[action=/sms-desk/login]");
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(field -> fields.put(field.attr("name"),
            field.attr("value").replace("\r\n", "\n").replace("\n", "\r\n")));
        fields.put("j_username", person);
        fields.put("j_password", password);
        return post("/login", fields);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    public Document page(String path) {
        return parsed(get(path), 200);
    }

    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(form(path, fields).header("Sec-Fetch-Site", "same-origin").build());
    }

    /** The page that a form leads to. */
    public Document followed(String path, Map<String, String> fields) {
        HttpResponse<String> answer = post(path, fields);
        assertEquals(303, answer.statusCode(), answer.body());
        return page(answer.headers().firstValue("Location").orElseThrow().substring("/sms-desk".length()));
    }

    public Document post(String path, Map<String, String> fields, int status) {
        return parsed(post(path, fields), status);
    }

    /** A form with a file alone, as browsers send it. */
    public HttpResponse<String> upload(String path, String name, String content) {
        String body = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: text/csv\r\n\r\n"
            + content + "\r\n--cut--\r\n";
        return send(form(path, Map.of()).setHeader("Content-Type", "multipart/form-data; boundary=cut")
            .header("Sec-Fetch-Site", "same-origin").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream().map(f -> URLEncoder.encode(f.getKey(), UTF_8) + "="
            + URLEncoder.encode(f.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
        return request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20)).header("X-Forwarded-For", from);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Moves to the n-th address. */
    Visitor at(int n) {
        from = from(n);
        return this;
    }

    private static String from(int n) {
        return "198." + (18 + n / 65_536) + "." + n / 256 % 256 + "." + n % 256;
    }

    /** As when the session ended on the server: the browser's cookie means nothing any more. */
    void forgetSession() {
        List<HttpCookie> session = cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("JSESSIONID"))
            .toList();
        session.forEach(cookie -> cookies.getCookieStore().remove(URI.create(address), cookie));
    }

    String sessionId() {
        return cookies.getCookieStore().getCookies().stream().filter(c -> c.getName().equals("JSESSIONID")).map(c -> c.getValue())
            .findFirst().orElse(null);
    }

    /** What a text area holds, as a browser reads it: without the line end that follows its tag. */
    public static String typed(Document page, String area) {
        return page.selectFirst("textarea#" + area).wholeText().replace("\r\n", "\n").replaceFirst("^\n", "");
    }

    static Document parsed(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return Jsoup.parse(answer.body(), answer.uri().toString());
    }
}
