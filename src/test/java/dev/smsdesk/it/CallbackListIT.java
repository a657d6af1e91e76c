package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An admin key lists the stored callbacks, so that a sender can compare them")
class CallbackListIT extends ContainerTest {
    private static final String LIST = "/api/callbacks";

    @Test
    void readByKeysetNothingIsMissedAndNothingComesTwice() {
        String before = now();
        List<byte[]> sms = posted("/api/callbacks/sms", 5);
        List<byte[]> conversation = posted("/api/callbacks/conversation", 2);
        List<JSONObject> all = read(LIST + "?limit=2&after=" + before);
        assertEquals(all.stream().map(item -> item.getString("id")).sorted().toList(), all.stream().map(item -> item.getString("id"))
            .toList(), "oldest first");
        assertEquals(digests(sms), digestsOf(all, "sms", sms));
        assertEquals(digests(conversation), digestsOf(all, "conversation", conversation));
        assertEquals(Set.of("sms"), Set.copyOf(read(LIST + "?family=sms&limit=3&after=" + before).stream()
            .map(item -> item.getString("family")).toList()));
        assertEquals(2, read(LIST + "?limit=1&family=conversation&after=" + before).size());
    }

    @Test
    void anItemTellsWhatIsKeptAndNoMore() {
        String before = now();
        Instant start = Instant.now();
        byte[] body = posted("/api/callbacks/sms", 1).get(0);
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        JSONObject item = read(LIST + "?after=" + before).stream().filter(i -> i.getString("sha256").equals(KeptCallbacks.sha256(body)))
            .findFirst().orElseThrow();
        assertEquals(Set.of("id", "family", "sha256", "received_at", "state", "seen"), item.keySet());
        assertTrue(item.getString("id").matches("[0-9A-HJKMNP-TV-Z]{26}"));
        assertEquals(2, item.getInt("seen"));
        assertTrue(Set.of("PENDING", "APPLIED", "PARKED", "SHELVED").contains(item.getString("state")));
        Duration after = Duration.between(start, Instant.parse(item.getString("received_at")));
        assertTrue(after.toMillis() > -1000 && after.toSeconds() < 10, "received_at is UTC: " + item);
    }

    @Test
    void theAnswerHasThreeMembersAndSaysUpToWhenItIsSettled() {
        JSONObject answer = new JSONObject(desk.getWithKey(LIST + "?limit=1").body());
        assertEquals(Set.of("items", "next", "settled_before"), answer.keySet());
        Duration unsettled = Duration.between(Instant.parse(answer.getString("settled_before")), Instant.now());
        assertTrue(unsettled.toSeconds() >= 55 && unsettled.toSeconds() <= 75, "settled " + unsettled + " ago");
    }

    @Test
    void nextIsAPathForEveryHostName() {
        posted("/api/callbacks/sms", 3);
        String key = System.getProperty("SMSDESK_API_KEY");
        RawCall.Answer answer = RawCall.exchange(new String(RawCall.head("GET /api/callbacks?family=sms&limit=1", "Authorization: Bearer "
            + key, "Connection: close", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https"), UTF_8)
            .replaceFirst("Host: [^\r]+", "Host: evil.example:8443").getBytes(UTF_8));
        assertEquals(200, answer.status(), answer.head());
        assertTrue(answer.body().contains("\"next\":\"/sms-desk/api/callbacks?"), answer.body());
        assertTrue(answer.body().contains("family=sms") && answer.body().contains("limit=1"), answer.body());
        assertFalse(answer.body().contains("evil.example"));
    }

    @Test
    void theLastPageHasNoNext() {
        String last = now();
        JSONObject answer = new JSONObject(desk.getWithKey(LIST + "?after=" + last.replaceAll("^.", "7")).body());
        assertEquals(0, answer.getJSONArray("items").length());
        assertTrue(answer.isNull("next"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "limit=0 | /limit | The limit is a number from 1 to 1000.",
        "limit=1001 | /limit | The limit is a number from 1 to 1000.",
        "limit=-1 | /limit | The limit is a number from 1 to 1000.",
        "limit= | /limit | The limit is a number from 1 to 1000.",
        "limit=99999999999999 | /limit | The limit is a number from 1 to 1000.",
        "limit=1%20or%201=1 | /limit | The limit is a number from 1 to 1000.",
        "family=whatsapp | /family | The family is sms or conversation.",
        "family= | /family | The family is sms or conversation.",
        "after=x | /after | Give the id of the last callback that you have read.",
        "after=%27%20or%20%271%27=%271 | /after | Give the id of the last callback that you have read.",
        "after= | /after | Give the id of the last callback that you have read.",
    })
    void aParameterThatMakesNoSenseIsNamed(String query, String pointer, String detail) {
        HttpResponse<String> answer = desk.getWithKey(LIST + "?" + query);
        assertEquals(422, answer.statusCode(), answer.body());
        JSONObject problem = new JSONObject(answer.body());
        assertEquals("urn:smsdesk:problem:invalid", problem.getString("type"));
        JSONObject error = problem.getJSONArray("errors").getJSONObject(0);
        assertEquals(pointer, error.getString("pointer"));
        assertEquals(detail, error.getString("detail"));
    }

    @Test
    void withoutAKeyItTellsNothing() {
        HttpResponse<String> answer = desk.get(LIST);
        assertEquals(401, answer.statusCode());
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(null));
        assertEquals("urn:smsdesk:problem:key-refused", new JSONObject(answer.body()).getString("type"));
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEWER", "SENDER"})
    void aLesserKeyIsNotEnough(String role) {
        HttpResponse<String> answer = with(newKey(role), LIST);
        assertEquals(403, answer.statusCode());
        JSONObject problem = new JSONObject(answer.body());
        assertEquals("urn:smsdesk:problem:not-allowed", problem.getString("type"));
        assertFalse(answer.body().contains("items"));
    }

    @Test
    void anAdminKeyFromThePageIsEnoughUntilItIsRevoked() {
        Browser admin = Browser.of("admin");
        String key = newKey("ADMIN");
        assertEquals(200, with(key, LIST + "?limit=1").statusCode());
        String id = admin.page("/keys").selectFirst("tbody button[name=revoke]").attr("value");
        assertEquals(303, admin.post("/keys", Map.of("revoke", id)).statusCode());
        assertEquals(401, with(key, LIST + "?limit=1").statusCode());
    }

    private HttpResponse<String> with(String key, String path) {
        return desk.send(Desk.request(path).header("Authorization", "Bearer " + key).build());
    }

    private static String newKey(String role) {
        Browser admin = Browser.of("admin");
        HttpResponse<String> answer = admin.follow(admin.post("/keys", Map.of("name", "of CallbackListIT", "role", role)));
        return Jsoup.parse(answer.body()).selectFirst("pre.copy code").text();
    }

    private static List<byte[]> posted(String path, int many) {
        List<byte[]> bodies = IntStream.range(0, many).mapToObj(i -> RefusalRecords.unique("{\"n\":" + i + "}")).toList();
        bodies.forEach(body -> assertEquals(200, SinchPost.to(path, body).send().statusCode()));
        return bodies;
    }

    private static String now() {
        return KeptCallbacks.idBefore(Instant.now());
    }

    private List<JSONObject> read(String path) {
        List<JSONObject> all = new ArrayList<>();
        while (path != null) {
            JSONObject page = new JSONObject(desk.getWithKey(path.replaceFirst("^/sms-desk", "")).body());
            page.getJSONArray("items").forEach(item -> all.add((JSONObject) item));
            path = page.optString("next", null);
        }
        return all;
    }

    private static List<String> digests(List<byte[]> bodies) {
        return bodies.stream().map(KeptCallbacks::sha256).toList();
    }

    /** Those of these bodies, in the order of the list: the sandbox's own callbacks stand between them. */
    private static List<String> digestsOf(List<JSONObject> items, String channel, List<byte[]> bodies) {
        return items.stream().filter(item -> item.getString("family").equals(channel)).map(item -> item.getString("sha256"))
            .filter(digests(bodies)::contains).toList();
    }
}
