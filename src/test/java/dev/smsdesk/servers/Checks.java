package dev.smsdesk.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.Browser;
import dev.smsdesk.it.Desk;
import dev.smsdesk.it.KeptCallbacks;
import dev.smsdesk.it.RawCall;
import dev.smsdesk.it.SinchPost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What is checked on each server, in this order; one server at a time. */
final class Checks {
    private static final String CALLBACKS = "/api/callbacks/sms";
    private static final Duration FINAL = Duration.ofSeconds(20);
    private static final int TOO_LARGE = (1 << 20) + 1;
    /** The entry of the menu, and the heading to which it leads. */
    private static final Map<String, String> MENU = Map.of("Send", "Send a message", "Messages", "Messages", "Inbox", "Inbox",
        "Callbacks", "Callbacks", "Health", "Callback health", "Rejected", "Rejected callbacks", "Connection", "Connection to Sinch",
        "Secrets", "Secrets", "Keys", "API keys", "Sandbox", "Sandbox");
    private static final List<String> FOLDERS = List.of("/assets/", "/webjars/", "/webjars/picocss__pico/",
        "/webjars/picocss__pico/2.1.1/css/", "/WEB-INF/", "/META-INF/");

    /** @return what was seen, beside that all is well; empty where there is nothing to add */
    interface Check {
        String run() throws Exception;
    }

    private final Server server;
    private final Desk desk = new Desk();
    private final KeptCallbacks kept = new KeptCallbacks();
    private final Browser admin = new Browser();
    private final Acknowledged acknowledged = new Acknowledged();
    private CompletableFuture<RawCall.Answer> late;
    private CompletableFuture<String> slowLogin;
    private String batch;

    Checks(Server server) {
        this.server = server;
    }

    /** By their names in the table. */
    Map<String, Check> inOrder() {
        Map<String, Check> all = new LinkedHashMap<>();
        all.put("ready", this::ready);
        all.put("anonymous pages leave no session", this::anonymous);
        all.put("wrong password", this::wrongPassword);
        all.put("login", this::login);
        all.put("each page of the menu", this::pages);
        all.put("role", this::role);
        all.put("no such page or file", this::nothing);
        all.put("no folder is listed", this::folders);
        all.put("send by page, delivered", this::sendByPage);
        all.put("send by API, delivered", this::sendByApi);
        all.put("callback genuine", this::genuine);
        all.put("callback altered", this::altered);
        all.put("callback in chunks", this::chunks);
        all.put("callback gzip", this::gzip);
        all.put("callback too large", this::tooLarge);
        all.put("callback by another method", this::method);
        all.put("callback to //", this::doubledSlash);
        all.put("callback too late", this::tooLate);
        all.put("JSON to a wrong address", this::wrongAddress);
        all.put("POST to the bare context", this::bareContext);
        all.put("malformed address", this::malformed);
        all.put("9 KB of headers", this::largeHeaders);
        all.put("slow POST to /j_security_check", this::slowLogin);
        all.put("slow bodies hold no thread", this::slowBodies);
        all.put("log", this::log);
        all.put("logout", this::logout);
        all.put("stop under load", this::stop);
        all.put("start again, nothing lost", this::startAgain);
        return all;
    }

    private String ready() throws IOException {
        server.layOut();
        Duration took = server.start();
        late = CompletableFuture.supplyAsync(Checks::lateBody, Checks::begin);
        slowLogin = CompletableFuture.supplyAsync(Checks::loginThatDoesNotEnd, Checks::begin);
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }

    private static void begin(Runnable slow) {
        new Thread(slow, "slow caller").start();
    }

    private String anonymous() {
        assertEquals(200, desk.get("/assets/smsdesk.css").statusCode());
        assertEquals(200, desk.get("/webjars/picocss__pico/2.1.1/css/pico.min.css").statusCode());
        for (String path : List.of("/", "/batches", "/send", "/login", "/nothing", "/assets/smsdesk.css",
                "/health/ready", "/api/batches")) {
            HttpResponse<String> answer = desk.get(path);
            assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty(), () -> path + " sets "
                + answer.headers().firstValue("Set-Cookie"));
            assertFalse(answer.body().isEmpty(), () -> path + " is blank");
        }
        return "";
    }

    private String wrongPassword() {
        Browser guesser = new Browser();
        HttpResponse<String> answer = logIn(guesser, "admin", "pw-guessed");
        Document page = Jsoup.parse(answer.body());
        assertEquals(401, answer.statusCode());
        assertEquals("Log in", page.selectFirst("h1").text());
        assertFalse(page.selectFirst("[role=alert]").text().isBlank());
        assertEquals(401, guesser.get("/batches").statusCode());
        return "";
    }

    private String login() {
        HttpResponse<String> answer = admin.follow(logIn(admin, "admin", "pw-admin"));
        assertEquals(200, answer.statusCode());
        assertEquals("Messages", Jsoup.parse(answer.body()).selectFirst("h1").text());
        return "";
    }

    /** With the fields that the page's own form has. */
    private static HttpResponse<String> logIn(Browser browser, String person, String password) {
        HttpResponse<String> asked = browser.get("/batches");
        assertEquals(401, asked.statusCode());
        Element form = Jsoup.parse(asked.body(), asked.uri().toString()).selectFirst("form:has(input[name=j_username])");
        Map<String, String> fields = new HashMap<>(Map.of("j_username", person, "j_password", password));
        form.select("input[type=hidden]").forEach(hidden -> fields.put(hidden.attr("name"), hidden.attr("value")));
        return browser.post(form.absUrl("action").substring(Desk.ADDRESS.length()), fields);
    }

    private String pages() {
        Document home = admin.page("/");
        assertEquals(MENU.keySet(), Set.copyOf(home.select("nav li").eachText()));
        for (Element entry : home.select("nav li a")) {
            Document page = admin.page(entry.absUrl("href").substring(Desk.ADDRESS.length()));
            assertEquals(MENU.get(entry.text()), page.selectFirst("h1").text());
            assertEquals("admin", page.selectFirst("form.who span").text(), entry.text());
            assertTrue(page.selectFirst(".banner.sandbox").text().startsWith("Sandbox"), entry.text());
            assertTrue(page.selectFirst("main").text().length() > MENU.get(entry.text()).length() + 20, () -> entry.text()
                + " says only: " + page.text());
        }
        return "";
    }

    private String role() {
        Browser viewer = new Browser();
        assertEquals(200, viewer.follow(logIn(viewer, "viewer", "pw-viewer")).statusCode());
        assertPage("Not allowed", 403, viewer.get("/keys"));
        return "";
    }

    private String nothing() {
        assertAll(List.of("/nothing", "/nothing.css", "/assets/nothing.css", "/webjars/nothing/1.0/x.css").stream().map(path -> () -> {
            assertPage("Nothing here", 404, desk.get(path));
            assertPage("Nothing here", 404, admin.get(path));
        }));
        return "";
    }

    private String folders() {
        assertAll(FOLDERS.stream().map(path -> () -> assertEquals(404, desk.get(path).statusCode(), path)));
        return "";
    }

    private String sendByPage() throws InterruptedException {
        Map<String, String> form = new HashMap<>(Map.of("key", UUID.randomUUID().toString(), "from", "+46700000000", "to",
            "+46701230001\n+46701230002", "text", "Hej å ä ö – 😀", "name", "By page"));
        HttpResponse<String> answer = admin.post("/send", form);
        assertEquals(303, answer.statusCode(), answer::body);
        String check = below(answer);
        assertTrue(check.startsWith("/send/check/"), check);
        HttpResponse<String> confirmed = admin.post(check, Map.of("version", admin.page(check).selectFirst("input[name=version]").val()));
        assertEquals(303, confirmed.statusCode(), confirmed::body);
        Document page = settled(below(confirmed));
        assertEquals("Hej å ä ö – 😀", page.selectFirst(".bubble").wholeText());
        assertEquals("Delivered 2", page.selectFirst("table.counts tbody").text());
        return "";
    }

    private static String below(HttpResponse<String> answer) {
        String path = answer.headers().firstValue("Location").orElseThrow();
        return path.substring(path.indexOf("/sms-desk/") + "/sms-desk".length());
    }

    private Document settled(String path) throws InterruptedException {
        Document page = admin.page(path);
        for (Instant end = Instant.now().plus(FINAL); page.selectFirst("meta[http-equiv=refresh]") != null
                && Instant.now().isBefore(end); page = admin.page(path)) {
            Thread.sleep(200);
        }
        return page;
    }

    private String sendByApi() throws InterruptedException {
        HttpResponse<String> answer = desk.postWithKey("/api/batches",
            new JSONObject().put("from", "+46700000000").put("to", new JSONArray(List.of("+46701230003"))).put("text", "By API"));
        assertEquals(202, answer.statusCode(), answer::body);
        batch = new JSONObject(answer.body()).getString("id");
        for (Instant end = Instant.now().plus(FINAL); !isDelivered() && Instant.now().isBefore(end); ) {
            Thread.sleep(200);
        }
        assertTrue(isDelivered(), () -> desk.getWithKey("/api/batches/" + batch).body());
        return "";
    }

    private boolean isDelivered() {
        return new JSONObject(desk.getWithKey("/api/batches/" + batch).body()).getJSONObject("counts").optInt("DELIVERED") == 1;
    }

    private String genuine() {
        byte[] body = inbound("genuine å");
        assertEquals(200, acknowledged.post(SinchPost.sms(body), body));
        kept.assertSettled("APPLIED", body);
        assertTrue(admin.page("/inbound").text().contains("genuine å"));
        return "";
    }

    private String altered() {
        HttpResponse<String> answer = SinchPost.sms(inbound("signed")).body(inbound("altered")).send();
        assertEquals(401, answer.statusCode(), answer::body);
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"));
        return "";
    }

    private String chunks() {
        byte[] body = inbound("in chunks");
        byte[] head = RawCall.head("POST " + CALLBACKS, RawCall.lines(SinchPost.sms(body).headers(), "Transfer-Encoding: chunked",
            "Connection: close"));
        int half = body.length / 2;
        RawCall.Answer answer = RawCall.exchange(head, chunk(body, 0, half), chunk(body, half, body.length),
            "0\r\n\r\n".getBytes(ISO_8859_1));
        assertEquals(200, answer.status(), answer::body);
        acknowledged.add(body);
        kept.assertSettled("APPLIED", body);
        return "";
    }

    private static byte[] chunk(byte[] body, int from, int to) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(to - from) + "\r\n").getBytes(ISO_8859_1));
        chunk.write(body, from, to - from);
        chunk.writeBytes("\r\n".getBytes(ISO_8859_1));
        return chunk.toByteArray();
    }

    /** Signed over the zipped bytes: no server may unpack them on the way. */
    private String gzip() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(inbound("zipped"));
        }
        byte[] body = zipped.toByteArray();
        assertEquals(200, acknowledged.post(SinchPost.sms(body).header("Content-Encoding", "gzip"), body));
        kept.assertSettled("SHELVED", body);
        return "";
    }

    private String tooLarge() {
        byte[] body = new byte[TOO_LARGE];
        RawCall.Answer answer = RawCall.exchange(RawCall.head("POST " + CALLBACKS,
            RawCall.lines(SinchPost.sms(body).headers(), "Content-Length: " + body.length)), body);
        assertEquals(413, answer.status(), answer::body);
        return "";
    }

    private String method() {
        for (String method : List.of("PUT", "DELETE", "PATCH", "GET")) {
            HttpResponse<String> answer = desk.send(Desk.request(CALLBACKS).method(method, BodyPublishers.noBody()).build());
            assertEquals(405, answer.statusCode(), method);
            assertEquals("POST", answer.headers().firstValue("Allow").orElse("").replaceAll(", *OPTIONS", ""), method);
        }
        return "";
    }

    /** Where an operator wrote SMSDESK_PUBLIC_URL with a slash at its end. Kept, or refused: never a success that is not kept. */
    private String doubledSlash() {
        byte[] body = inbound("to //");
        RawCall.Answer answer = RawCall.exchange(RawCall.head("POST /" + CALLBACKS,
        RawCall.lines(SinchPost.sms(body).headers(), "Content-Length: " + body.length)), body);
        if (answer.status() == 200) {
            acknowledged.add(body);
            kept.assertSettled("APPLIED", body);
        } else {
            assertTrue(answer.status() >= 400, answer::head);
        }
        return String.valueOf(answer.status());
    }

    /** The first half of a signed body, and then nothing. */
    private static RawCall.Answer lateBody() {
        byte[] body = inbound("late");
        byte[] half = Arrays.copyOf(body, body.length / 2);
        return RawCall.exchangeOpen(RawCall.head("POST " + CALLBACKS, RawCall.lines(SinchPost.sms(body).headers(), "Content-Length: "
            + body.length)), half);
    }

    private String tooLate() {
        RawCall.Answer answer = late.join();
        assertEquals(503, answer.status(), answer::head);
        assertTrue(answer.sets("Retry-After"), answer::head);
        return "";
    }

    /** The server's own limit. Sinch's headers have less than 1 KB. */
    private String largeHeaders() {
        RawCall.Answer answer = RawCall.exchange(RawCall.head("GET /health/live", "X-Large: " + "x".repeat(9 << 10), "Connection: close"));
        assertFalse(answer.body().contains("\tat "), "a stack trace");
        return String.valueOf(answer.status());
    }

    /**
     * What a container's form login would take: no path of the application, and on Payara the server's own. Shown, as it is not in our
     * hands.
     */
    private String slowLogin() {
        return slowLogin.join();
    }

    private static String loginThatDoesNotEnd() {
        long began = System.nanoTime();
        byte[] head = RawCall.head("POST /j_security_check", "Content-Type: application/x-www-form-urlencoded",
            "Sec-Fetch-Site: same-origin", "Content-Length: 50");
        RawCall.Answer answer = RawCall.exchangeOpen(head, "j_username=a".getBytes(UTF_8));
        return "%d after %.0f s%s".formatted(answer.status(), (System.nanoTime() - began) / 1e9, answer.closed() ? ", closed" : "");
    }

    /**
     * More of them than WildFly has threads, on a path that refuses them by their head: each is answered, and so is a callback beside them.
     */
    private String slowBodies() throws IOException {
        URI address = URI.create(Desk.ADDRESS);
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 20 * Runtime.getRuntime().availableProcessors(); i++) {
                Socket sender = new Socket(address.getHost(), address.getPort());
                senders.add(sender);
                sender.setSoTimeout(5_000);
                sender.getOutputStream().write(RawCall.head("POST /inbound", "Content-Length: 500"));
            }
            for (Socket sender : senders) {
                assertEquals('H', sender.getInputStream().read(), "the beginning of an answer");
            }
            byte[] body = inbound("beside slow bodies");
            assertEquals(200, SinchPost.sms(body).send().statusCode());
            acknowledged.add(body);
            return senders.size() + " senders";
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }

    private String wrongAddress() {
        for (String path : List.of("/api/callbacks/sm", "/api/callback/sms", "/callbacks/sms", "/login", "/", "/batches", "/health/ready",
                "/nothing", "/assets/smsdesk.css")) {
            int status = SinchPost.to(path, inbound("astray")).send().statusCode();
            assertTrue(status >= 400, () -> path + " answers " + status);
        }
        return "";
    }

    /** Without the slash. A redirect is the container's, before anything of the application runs; a success must not be. */
    private String bareContext() {
        int status = SinchPost.to("", inbound("astray")).send().statusCode();
        assertTrue(status >= 300, () -> "answers " + status);
        return String.valueOf(status);
    }

    /** No handler of the application runs: the answer is the server's. It shows no stack trace. */
    private String malformed() {
        RawCall.Answer get = RawCall.exchange(RawCall.head("GET /a%zz", "Connection: close"));
        RawCall.Answer post = RawCall.exchange(RawCall.head("POST /api/callbacks/a%zz",
            RawCall.lines(SinchPost.sms("{}").headers(), "Content-Length: 2", "Connection: close")), "{}".getBytes(UTF_8));
        assertFalse(get.body().contains("\tat ") || post.body().contains("\tat "), "a stack trace");
        return get.status() + ", POST " + post.status();
    }

    /** Lines of level INFO are not the server's SEVERE, and nothing that works is called an error. */
    private String log() {
        List<String> wrong = new ArrayList<>();
        String[] lines = server.log().split("\n");
        for (int i = 0; i < lines.length; i++) {
            String record = lines[i] + (i + 1 < lines.length ? lines[i + 1] : "");
            if (lines[i].matches(".*\\b(SEVERE|ERROR)\\b.*") && record.matches(".* (INFO|WARN) +[A-Z]\\w+ .*")) {
                wrong.add(record);
            }
            if (lines[i].matches(".*Z ERROR .*|.*\\[err\\].*|.*db/callback.*|.*StackTrace.*")) {
                wrong.add(lines[i]);
            }
        }
        assertEquals(List.of(), wrong.stream().limit(3).toList());
        assertTrue(server.log().contains("smsdesk ready"), "the log does not say that it is ready");
        return "";
    }

    private String logout() {
        Browser leaving = new Browser();
        assertEquals(200, leaving.follow(logIn(leaving, "sender", "pw-sender")).statusCode());
        assertEquals(303, leaving.post("/logout", Map.of()).statusCode());
        assertEquals(401, leaving.get("/batches").statusCode());
        return "";
    }

    private String stop() {
        int before = acknowledged.size();
        acknowledged.keepPosting(server::stop);
        int more = acknowledged.size() - before;
        assertTrue(more > 0);
        return more + " more";
    }

    private String startAgain() throws IOException, InterruptedException {
        Duration took = server.start();
        assertEquals(List.of(), acknowledged.missingIn(kept));
        assertTrue(isDelivered());
        Browser again = new Browser();
        assertEquals(200, again.follow(logIn(again, "viewer", "pw-viewer")).statusCode());
        assertTrue(again.page("/batches").text().contains("By page"));
        byte[] body = inbound("after the restart");
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.assertSettled("APPLIED", body);
        server.stop();
        return "%d kept, %.1f s".formatted(acknowledged.size(), took.toMillis() / 1000.0);
    }

    private static void assertPage(String heading, int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), () -> answer.uri() + ": " + answer.body().lines().limit(3).toList());
        assertEquals(heading, Jsoup.parse(answer.body()).select("h1").text(), () -> answer.uri() + ": "
            + answer.body().lines().limit(3).toList());
        assertFalse(answer.body().contains("\tat "), () -> answer.uri() + " shows a stack trace");
    }

    static byte[] inbound(String text) {
        return ("{\"type\":\"mo_text\",\"id\":\"" + UUID.randomUUID() + "\",\"from\":\"46701239300\",\"to\":\"46700000000\",\"body\":\""
            + text + "\"}").getBytes(UTF_8);
    }
}
