package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("container")   // no database makes a difference
@DisplayName("A form in two halves gets the same answer as one in a single piece")
class LateBodyIT extends ContainerTest {
    private static final String ANONYMOUS = "anonymous";
    private static final List<String> PEOPLE = List.of(ANONYMOUS, "viewer", "sender", "admin");
    /** Path and fields | answers to an anonymous caller, viewer, sender and admin | what the admin sees, or where the answer leads. */
    private static final String ANSWERS = """
        / a=b | 401 405 405 405 | Not possible here
        /send key=k&from=MyShop&to=%2B46701234567&text=H%C3%A9llo&name=Tuesday | 401 403 303 303 | /sms-desk/send/check/*
        /send from=&to=unknown&text= | 401 403 422 422 | Send a message: Nothing was sent
        /send/check/nothing version=0 | 401 403 404 404 | Not found
        /batches/BATCH do=cancel | 401 403 409 409 | Hello Sent: Nothing was changed
        /batches/BATCH do=ask | 401 403 303 303 | /sms-desk/batches/*?asked=no
        /batches/BATCH submission=nothing&do=resend | 401 403 404 404 | Not found
        /batches do=x | 401 403 405 405 | Not possible here
        /batches/nothing do=cancel | 401 403 404 404 | Not found
        /keys name=of+LateBodyIT&role=VIEWER | 401 403 403 303 | /sms-desk/keys
        /keys name=&role=ADMIN | 401 403 403 422 | API keys: No key was made
        /keys revoke=nothing | 401 403 403 303 | /sms-desk/keys
        /connection do=pause&reason=R%C3%A9vision | 401 403 403 303 | /sms-desk/connection
        /connection do=resume | 401 403 403 303 | /sms-desk/connection
        /connection do=test&family=SMS | 401 403 403 200 | Connection to Sinch: Self-test of sms: It arrived unchanged
        /secrets do=enter&family=SMS&slot=OVERRIDE&secret=s | 401 403 403 422 | Secrets: Only the Conversation API has an override secret
        /secrets do=open&hours=0 | 401 403 403 422 | Secrets: A rotation window lasts 1 to 24 hours
        /secrets do=close | 401 403 403 303 | /sms-desk/secrets
        /secrets do=remove&id=nothing | 401 403 403 303 | /sms-desk/secrets
        /doctor headers=x&body=%7B%7D | 401 403 403 200 | Check a callback: Cause: No signature header could be read from the pasted text
        /replay do=look&to=2020-01-01T00:00 | 401 403 403 200 | Reprocess callbacks
        /replay seen=0&to=2020-01-01T00:00 | 401 403 403 303 | /sms-desk/replay/*
        /never-came do=ask | 401 405 405 405 | Not possible here
        /inbound a=b | 401 405 405 405 | Not possible here
        /callbacks a=b | 401 405 405 405 | Not possible here
        /refusals a=b | 401 405 405 405 | Not possible here
        /orphans a=b | 401 405 405 405 | Not possible here
        /callback-health a=b | 401 405 405 405 | Not possible here
        /sandbox from=&to=&text=x | 401 403 422 422 | Sandbox: Nothing was posted
        /nothing a=b | 404 404 404 404 | Nothing here
        /assets/smsdesk.css a=b | 404 404 404 404 | Nothing here
        /login j_username=viewer&j_password=wrong&next=%2Finbound | 401 303 303 303 | /sms-desk/inbound
        /login j_username=viewer&j_password=pw-viewer&next=%2Finbound | 303 303 303 303 | /sms-desk/inbound
        /logout a=b | 401 303 303 303 | /sms-desk/
        """;
    private static final List<String> FORMS = ANSWERS.lines().map(line -> line.substring(0, line.indexOf(" | "))).toList();

    /** What a person gets: also the fields that the page holds for them. Ids and keys, which are never the same, are left out. */
    private record Seen(int status, String location, String page, List<String> fields, String heading) {
        static Seen of(RawCall.Answer answer) {
            Document page = Jsoup.parse(answer.text());
            List<String> fields = page.select("input, textarea").stream().map(each -> known(each.attr("name") + "=" + each.val())).toList();
            String location = answer.sets("Location") ? known(answer.header("Location")) : null;
            Element main = page.selectFirst("main");   // the banners above it tell what other people did in between
            return new Seen(answer.status(), location, still(main == null ? page.text() : main.text()), fields, heading(page));
        }

        /** With the first sentence of what is wrong. */
        private static String heading(Document page) {
            return Stream.of("h1", "[role=alert]").map(page::selectFirst).filter(Objects::nonNull).map(Element::text).collect(joining(": "))
                .replaceAll("[.,;] .*|\\.$", "");
        }

        String inShort() {
            return location == null ? heading : location;
        }

        /** Without ids and keys. */
        private static String known(String text) {
            return text.replaceAll("[0-9A-Za-z_-]{20,}", "*");
        }

        /** Without numbers besides: pages show times, and counts that go on while the messages of others are delivered. */
        private static String still(String text) {
            return known(text).replaceAll("\\d+", "*");
        }
    }

    @Test
    void forEachPerson() throws InterruptedException {
        String batch = sentBatch();
        Map<String, List<Seen>> seen = new ConcurrentHashMap<>();
        PEOPLE.parallelStream().forEach(person -> {
            String one = cookies(person);
            String other = cookies(person);
            List<Seen> all = FORMS.stream().map(form -> {
                Seen atOnce = Seen.of(RawCall.exchangeLate(whole(parts(form, batch, one, "same-origin"))));
                assertEquals(atOnce, Seen.of(RawCall.exchangeLate(halves(parts(form, batch, other, "same-origin")))), person + " " + form);
                return atOnce;
            }).toList();
            seen.put(person, all);
        });
        String answers = IntStream.range(0, FORMS.size()).mapToObj(i -> FORMS.get(i) + " | "
            + PEOPLE.stream().map(person -> String.valueOf(seen.get(person).get(i).status())).collect(joining(" "))
            + " | " + seen.get("admin").get(i).inShort() + "\n").collect(joining());
        assertEquals(ANSWERS, answers);
    }

    @Test
    void fromAnotherSiteTheSecondHalfIsNotAwaited() {
        for (String person : List.of(ANONYMOUS, "admin")) {
            String cookies = cookies(person);
            FORMS.parallelStream().forEach(form -> {
                Seen atOnce = Seen.of(RawCall.exchangeLate(whole(parts(form, "nothing", cookies, "cross-site"))));
                RawCall.Answer late = RawCall.exchangeLate(halves(parts(form, "nothing", cookies, "cross-site"))[0]);
                assertEquals(atOnce, Seen.of(late), person + " " + form);
                assertEquals(403, late.status(), form);
                assertTrue(late.closes(), form);
            });
        }
    }

    @Test
    void anApiKeyIsJudgedBeforeTheFirstByte() {
        for (String key : new String[] {"X-Nothing: said", "Authorization: Bearer smsdesk_unknown"}) {
            byte[] head = RawCall.head("POST /api/batches", key, "Content-Type: application/json", "Content-Length: 500");
            RawCall.Answer answer = RawCall.exchangeLate(head);
            assertEquals(401, answer.status(), answer.head());
            assertEquals("urn:smsdesk:problem:key-refused", new JSONObject(answer.text()).getString("type"));
            assertTrue(answer.closes(), answer.head());
        }
    }

    @Test
    void theSandboxsTokenToo() {
        byte[] head = RawCall.head("POST /api/sandbox/xms/v1/sandbox/batches", "Authorization: Bearer nonsense",
            "Content-Type: application/json", "Content-Length: 500");
        RawCall.Answer answer = RawCall.exchangeLate(head);
        assertEquals("401 ", answer.status() + " " + answer.text());
        assertTrue(answer.closes(), answer.head());
    }

    /** @return id of a batch that is through, so that its page and its actions answer the same each time */
    private String sentBatch() throws InterruptedException {
        JSONObject order = new JSONObject().put("from", "MyShop").put("to", new JSONArray().put("+46701230001")).put("text", "Hello");
        String id = new JSONObject(desk.postWithKey("/api/batches", order).body()).getString("id");
        Browser viewer = Browser.of("viewer");
        Instant end = Instant.now().plusSeconds(30);
        for (; viewer.page("/batches/" + id).selectFirst("meta[http-equiv=refresh]") != null; Thread.sleep(100)) {
            assertTrue(Instant.now().isBefore(end), "batch " + id + " is not through");
        }
        return id;
    }

    private static String cookies(String person) {
        return person.equals(ANONYMOUS) ? "" : Browser.of(person).cookies();
    }

    /** Head and body of a form, as a browser sends it. */
    private static byte[][] parts(String form, String batch, String cookies, String site) {
        int blank = form.indexOf(' ');
        byte[] body = form.substring(blank + 1).getBytes(UTF_8);
        byte[] head = RawCall.head("POST " + form.substring(0, blank).replace("BATCH", batch), "Sec-Fetch-Site: " + site,
            "Cookie: " + cookies, "Content-Type: application/x-www-form-urlencoded", "Content-Length: " + body.length, "Connection: close");
        return new byte[][] {head, body};
    }

    /** All of it in one write. */
    private static byte[] whole(byte[][] parts) {
        return joined(parts[0], parts[1], parts[1].length);
    }

    /** The head with the first half, and the second half. */
    private static byte[][] halves(byte[][] parts) {
        int half = parts[1].length / 2;
        return new byte[][] {joined(parts[0], parts[1], half), Arrays.copyOfRange(parts[1], half, parts[1].length)};
    }

    private static byte[] joined(byte[] head, byte[] body, int length) {
        byte[] all = Arrays.copyOf(head, head.length + length);
        System.arraycopy(body, 0, all, head.length, length);
        return all;
    }
}
