package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.json.JSONObject;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the application has kept of what was posted to it: its list by API, and its page of one callback. */
public final class KeptCallbacks {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private final Desk desk = new Desk();
    private final String after = idBefore(Instant.now().minusSeconds(1));

    /** Every callback kept since this object was made with these raw bytes. */
    List<JSONObject> of(byte[] body) {
        String digest = sha256(body);
        return all().stream().filter(item -> item.getString("sha256").equals(digest)).toList();
    }

    /** The one callback with these bytes, once the applier is done with it. */
    public JSONObject settled(byte[] body) {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        List<JSONObject> found = of(body);
        while (found.size() == 1 && found.get(0).getString("state").equals("PENDING") && Instant.now().isBefore(end)) {
            pause();
            found = of(body);
        }
        assertEquals(1, found.size(), () -> "kept callbacks with these bytes: " + shown(body));
        return found.get(0);
    }

    /** @param state APPLIED, PARKED or SHELVED */
    public void assertSettled(String state, byte[] body) {
        assertEquals(state, settled(body).getString("state"), () -> shown(body));
    }

    /** @param why without the place where reading ended, which parsers count differently */
    void assertShelved(String why, byte[] body, Browser reader) {
        JSONObject item = settled(body);
        assertEquals("SHELVED", item.getString("state"), () -> shown(body));
        assertEquals("Unreadable " + why, page(item, reader).selectFirst("h1 + p").text()
            .replaceFirst(" at line [0-9]+, column [0-9]+$", ""));
    }

    void assertNothing(byte[] body) {
        assertEquals(List.of(), of(body), () -> "kept, though refused: " + shown(body));
    }

    static Document page(JSONObject item, Browser reader) {
        return reader.page("/callbacks/" + item.getString("id"));
    }

    /** The terms of the page and what stands beside them. */
    static Map<String, String> facts(JSONObject item, Browser reader) {
        return page(item, reader).select("dl.facts > div").stream()
            .collect(Collectors.toMap(fact -> text(fact, "dt"), fact -> text(fact, "dd")));
    }

    private static String text(Element fact, String tag) {
        return fact.selectFirst(tag).text();
    }

    public List<JSONObject> all() {
        List<JSONObject> all = new ArrayList<>();
        String path = "/api/callbacks?limit=1000&after=" + after;
        while (path != null) {
            HttpResponse<String> answer = desk.getWithKey(path);
            assertEquals(200, answer.statusCode(), answer.body());
            JSONObject page = new JSONObject(answer.body());
            page.getJSONArray("items").forEach(item -> all.add((JSONObject) item));
            String next = page.optString("next", null);
            path = next == null ? null : next.replaceFirst("^/sms-desk", "");
        }
        return all;
    }

    public static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The smallest ULID of this millisecond: ten characters of time, sixteen of chance. */
    static String idBefore(Instant time) {
        StringBuilder id = new StringBuilder("0".repeat(16));
        for (long rest = time.toEpochMilli(), i = 0; i < 10; i++, rest >>= 5) {
            id.insert(0, CROCKFORD.charAt((int) (rest & 31)));
        }
        assertTrue(id.length() == 26);
        return id.toString();
    }

    private static String shown(byte[] body) {
        return new String(body, 0, Math.min(body.length, 300), UTF_8);
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
