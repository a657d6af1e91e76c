package dev.smsdesk.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;

/** What the desk that stands for Sinch has accepted, by its own lists. */
final class AcceptedBySinch {
    static final String TOKEN = "token-of-the-sandbox-0123456789";
    private static final String SMS = "/api/sandbox/xms/v1/sandbox";
    private static final String PROJECT = "/api/sandbox/v1/projects/sandbox";
    private final MortalDesk sinch;

    AcceptedBySinch(MortalDesk sinch) {
        this.sinch = sinch;
    }

    /** How often each number was accepted, on both channels. */
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new TreeMap<>();
        JSONArray batches;
        for (int page = 0; !(batches = get(SMS + "/batches?page_size=100&page=" + page, TOKEN).getJSONArray("batches")).isEmpty(); page++) {
            batches.forEach(batch -> ((JSONObject) batch).getJSONArray("to")
                .forEach(digits -> numbers.merge("+" + digits, 1, Integer::sum)));
        }
        String path = PROJECT + "/messages?messages_source=DISPATCH_SOURCE&direction=TO_CONTACT&page_size=1000";
        String token = accessToken();
        for (String next = ""; next != null; ) {
            JSONObject list = get(path + (next.isEmpty() ? "" : "&page_token=" + next), token);
            list.getJSONArray("messages").forEach(message -> numbers.merge(number((JSONObject) message), 1, Integer::sum));
            next = list.optString("next_page_token", "").isEmpty() ? null : list.getString("next_page_token");
        }
        return numbers;
    }

    /** References of ours with which more than one call was accepted. */
    Map<String, Integer> referencesTwice() {
        Map<String, Integer> twice = new TreeMap<>();
        JSONArray accepted;
        for (int page = 0; !(accepted = get("/api/sandbox/accepted?page=" + page, TOKEN).getJSONArray("accepted")).isEmpty(); page++) {
            accepted.forEach(one -> {
                if (((JSONObject) one).getInt("calls") > 1) {
                    twice.put(((JSONObject) one).getString("reference"), ((JSONObject) one).getInt("calls"));
                }
            });
        }
        return twice;
    }

    private static String number(JSONObject message) {
        String digits = message.getJSONObject("channel_identity").getString("identity");
        return digits.startsWith("+") ? digits : "+" + digits;
    }

    /** The app's reports of delivery go to the sending desk from now on. */
    void webhook(String target) {
        JSONObject webhook = new JSONObject().put("app_id", "sandbox").put("target", target).put("target_type", "HTTP")
            .put("triggers", new JSONArray().put("MESSAGE_DELIVERY")).put("secret", MortalDesk.SECRET);
        expect(200, sinch.send(sinch.request(PROJECT + "/webhooks").header("Authorization", "Bearer " + accessToken())
            .header("Content-Type", "application/json").POST(BodyPublishers.ofString(webhook.toString())).build()));
    }

    private String accessToken() {
        HttpRequest request = sinch.request("/api/sandbox/oauth2/token")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(("sandbox:" + TOKEN).getBytes(UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials")).build();
        return expect(200, sinch.send(request)).getString("access_token");
    }

    private JSONObject get(String path, String token) {
        return expect(200, sinch.send(sinch.request(path).header("Authorization", "Bearer " + token).build()));
    }

    private static JSONObject expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JSONObject(answer.body());
    }
}
