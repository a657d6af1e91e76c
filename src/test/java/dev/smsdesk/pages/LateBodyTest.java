package dev.smsdesk.pages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayName("A form with a late second half gets the same answer as one in a single piece")
class LateBodyTest {
    private static final String OURS = "same-origin";
    private static final Instant NOW = Instant.now();
    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.1 (\\d+).*?\r\n(.*)\r\n\r\n", Pattern.DOTALL);
    /** Path, a blank, fields. */
    private static final List<String> FORMS = List.of("/ a=b", "/send key=k&from=MyShop&to=%2B46701234567&text=H%C3%A9llo&name=Tuesday",
        "/send from=&to=unknown&text=", "/send/check/nothing version=0",
        "/batches/BATCH do=cancel", "/batches/BATCH do=ask", "/batches/BATCH submission=SUBMISSION&do=resend",
        "/batches/BATCH submission=SUBMISSION&do=adopt&provider_id=x",
        "/batches do=x", "/batches/nothing do=cancel", "/keys name=mine&role=ADMIN", "/keys name=&role=ADMIN", "/keys revoke=nothing",
        "/connection do=pause&reason=R%C3%A9vision",
        "/connection do=resume", "/connection do=test&family=SMS",
        "/secrets do=enter&family=SMS&slot=NEXT&secret=a-secret-of-twenty-characters", "/secrets do=open&hours=2",
        "/secrets do=close", "/secrets do=remove&id=nothing", "/doctor family=SMS&headers=x&body=%7B%7D&form=TEXT", "/replay do=look",
        "/replay seen=1", "/never-came do=ask",
        "/inbound a=b", "/callbacks a=b", "/refusals a=b", "/orphans a=b", "/callback-health a=b", "/nothing a=b",
        "/assets/smsdesk.css a=b");
    private final PageServer server = PageServer.running();

    private record Answer(int status, String location, String text, long audited) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "viewer", "sender", "admin", "stranger"})
    void fromAPageOfOurs(String person) throws IOException {
        Visitor visitor = visitor(person);
        for (String form : FORMS) {
            assertEquals(posted(visitor, form, OURS, false), posted(visitor, form, OURS, true), person + " " + form);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin"})
    void fromAnotherSiteNothingIsAwaited(String person) throws IOException {
        Visitor visitor = visitor(person);
        for (String form : FORMS) {
            Answer answer = posted(visitor, form, "cross-site", true);
            assertEquals(posted(visitor, form, "cross-site", false), answer, person + " " + form);
            assertEquals(403, answer.status(), form);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "viewer", "admin"})
    void logout(String person) throws IOException {
        assertEquals(posted(visitor(person), "/logout a=b", OURS, false), posted(visitor(person), "/logout a=b", OURS, true));
    }

    @Test
    void whatNeedsOnlyTheHeadIsAnsweredBeforeTheFirstByte() throws IOException {
        Visitor anonymous = Visitor.anonymous(server);
        assertEquals(403, exchange(anonymous, "POST", "/send", "Sec-Fetch-Site: cross-site\r\nContent-Length: 500").status());
        assertEquals(404, exchange(anonymous, "POST", "/nothing", "Sec-Fetch-Site: same-origin\r\nContent-Length: 500").status());
        assertEquals(404, exchange(anonymous, "DELETE", "/nothing", "Sec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked").status());
        assertEquals(new Answer(413, null, "Too much at once", 0), shortened(exchange(anonymous, "POST", "/send",
            "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1900001")));
        assertEquals(new Answer(411, null, "A length is missing", 0),
            shortened(exchange(anonymous, "POST", "/login", "Sec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked")));
        assertEquals(401, exchange(anonymous, "GET", "/inbound", "Content-Length: 500").status(), "reading asks for the login");
    }

    @Test
    void readingWithABodyThatNeverComesIsAnsweredAtOnce() throws IOException {
        Visitor viewer = Visitor.loggedIn(server.emptied(), "viewer");
        assertTrue(exchange(viewer, "GET", "/inbound", "Content-Length: 500").text().contains("Inbox"));
        assertEquals(200, exchange(viewer, "GET", "/connection", "Transfer-Encoding: chunked").status());
    }

    @Test
    void moreThanAThousandFieldsAreRefusedWithASentence() throws IOException {
        Visitor sender = Visitor.loggedIn(server.emptied(), "sender");
        String most = "do=check" + "&to=1".repeat(999);
        assertEquals(422, posted(sender, "/send " + most, OURS, true).status());
        for (boolean late : new boolean[] {false, true}) {
            Answer answer = posted(sender, "/send " + most + "&to=1", OURS, late);
            assertEquals(400, answer.status());
            assertTrue(answer.text().contains("A form has at most 1000 fields. Nothing was changed."), answer.text());
            Answer broken = posted(sender, "/send do=check&text=%zz", OURS, late);
            assertEquals(400, broken.status());
            assertTrue(broken.text().contains("two hex digits must follow each %"), broken.text());
        }
    }

    private Visitor visitor(String person) {
        server.emptied();
        return person.isEmpty() ? Visitor.anonymous(server) : Visitor.loggedIn(server, person);
    }

    private Answer posted(Visitor visitor, String form, String site, boolean late) throws IOException {
        server.emptied();
        server.clock.set(NOW);
        Stock stock = new Stock(server);
        String batch = stock.batch("+46700000000", "Hello", null, "+46701234567");
        String submission = stock.unsure(batch, "No answer.");
        int blank = form.indexOf(' ');
        String path = form.substring(0, blank).replace("BATCH", batch);
        byte[] body = form.substring(blank + 1).replace("SUBMISSION", submission).getBytes(UTF_8);
        String head = head(visitor, "POST", path, "Sec-Fetch-Site: " + site
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length);
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            int half = late ? body.length / 2 : body.length;
            byte[] begin = (head + new String(body, 0, half, ISO_8859_1)).getBytes(ISO_8859_1);
            out.write(begin);
            if (late) {
                pause();
                out.write(body, half, body.length - half);
            }
            return read(socket);
        }
    }

    /** The head alone. */
    private Answer exchange(Visitor visitor, String method, String path, String lines) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(head(visitor, method, path, lines).getBytes(ISO_8859_1));
            return read(socket);
        }
    }

    private String head(Visitor visitor, String method, String path, String lines) {
        String cookie = Optional.ofNullable(visitor.sessionId()).map(id -> "Cookie: JSESSIONID=" + id + "\r\n").orElse("");
        String close = lines.contains("cross-site") || lines.contains("Content-Type") ? "Connection: close\r\n" : "";
        return method + " /sms-desk" + path + " HTTP/1.1\r\nHost: x\r\n" + cookie + close + lines + "\r\n\r\n";
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.address()).getPort());
        socket.setSoTimeout(9_000);
        return socket;
    }

    /** Until the server closes. Ids and keys, which are never the same, are left out. */
    private Answer read(Socket socket) throws IOException {
        String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
        Matcher head = HEAD.matcher(all);
        assertTrue(head.find(), all);
        String location = head.group(2).lines().filter(line -> line.startsWith("Location: ")).map(line -> line.substring(10)).findFirst()
            .orElse(null);
        return new Answer(Integer.parseInt(head.group(1)), location == null ? null : known(location),
            known(Jsoup.parse(all.substring(head.end())).text()), server.count("audit_entry"));
    }

    private static String known(String text) {
        return text.replaceAll("[0-9A-Za-z_-]{20,}", "*");
    }

    private static Answer shortened(Answer answer) {
        return new Answer(answer.status(), answer.location(), answer.text().replaceAll(".*?(Too much at once|A length is missing).*", "$1"),
            answer.audited());
    }

    private static void pause() {
        try {
            Thread.sleep(40);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
