package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every sample of Sinch is stored when it is signed, and read when it is a callback")
class SinchSamplesIT extends ContainerTest {
    /** The callbacks among the samples, and where they end without a batch. */
    private static final Map<String, String> UNDERSTOOD = Map.of(
        "sms/deliveryreports/RecipientDeliveryReportSMSDto.json", "PARKED",
        "sms/deliveryreports/BatchDeliveryReportSMSDto.json", "PARKED",
        "sms/inbounds/InboundTextDto.json", "APPLIED",
        "conversation/sinchevents/delivery/MessageDeliveryReceiptEventDto.json", "PARKED",
        "conversation/sinchevents/message/MessageInboundEventDto.json", "APPLIED");
    private static Path folder;
    private final KeptCallbacks kept = new KeptCallbacks();

    @BeforeAll
    static void samples() {
        String property = System.getProperty("smsdesk.shared.sinch");
        assumeTrue(property != null, "smsdesk.shared.sinch names no folder with Sinch's samples");
        folder = Path.of(property);
    }

    @Test
    void signedAndPostedToTheirPath() throws IOException {
        List<String> understood = new ArrayList<>();
        for (Path file : files()) {
            String name = folder.resolve("fixtures").relativize(file).toString();
            byte[] body = Files.readAllBytes(file);
            HttpResponse<String> answer = SinchPost.to("/api/callbacks/" + (name.startsWith("sms") ? "sms" : "conversation"), body).send();
            assertEquals(200, answer.statusCode(), name);
            kept.assertSettled(UNDERSTOOD.getOrDefault(name, "SHELVED"), body);
            if (UNDERSTOOD.containsKey(name)) {
                understood.add(name);
            }
        }
        assertEquals(UNDERSTOOD.size(), understood.size(), () -> "found " + understood);
    }

    @Test
    void unsignedNoneOfThemIsKept() throws IOException {
        for (Path file : files()) {
            byte[] body = (Files.readString(file) + "\n\n").getBytes(StandardCharsets.UTF_8);
            ForgeryIT.assertRefused(SinchPost.sms(body).unsigned().send());
            kept.assertNothing(body);
        }
    }

    /** With the clock set they are tested where a clock can be set; here they are years old and of other secrets. */
    @Test
    void theVectorsOfYearsAgoProveNothingToday() throws IOException {
        for (Object each : new JSONArray(Files.readString(folder.resolve("hmac-vectors.json")))) {
            JSONObject vector = (JSONObject) each;
            byte[] body = Base64.getDecoder().decode(vector.getString("body_base64"));
            SinchPost post = SinchPost.sms(body).unsigned();
            JSONObject headers = vector.getJSONObject("headers");
            headers.keySet().forEach(name -> post.header(name, headers.getString(name)));
            ForgeryIT.assertRefused(post.send());
            kept.assertNothing(body);
        }
    }

    private static List<Path> files() {
        try (Stream<Path> all = Files.walk(folder.resolve("fixtures"))) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
