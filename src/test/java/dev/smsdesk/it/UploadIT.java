package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Random;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On every server a file is uploaded while it arrives, and read")
class UploadIT extends ContainerTest {
    private static final String KEY = "Bearer " + System.getProperty("SMSDESK_API_KEY");
    private static final int ROWS = 60_000;

    private static HttpResponse<String> upload(String query, String type, byte[] file) {
        return new Desk().send(Desk.request("/api/uploads" + query).header("Authorization", KEY).header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(file)).build());
    }

    private static JSONObject read(String id) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            JSONObject upload = new JSONObject(new Desk().getWithKey("/api/uploads/" + id).body());
            if (!upload.getString("state").equals("READING")) {
                return upload;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("still READING");
    }

    /** 60 000 rows are more than one piece, and more than any body that is kept in memory. */
    @Test
    void aLargeFileArrivesWhole() throws InterruptedException {
        StringBuilder csv = new StringBuilder("phone;name\n");
        Random random = new Random(1);
        for (int i = 0; i < ROWS; i++) {
            csv.append("0046701").append(String.format("%06d", i)).append(";Name ").append(random.nextInt(1_000_000)).append('\n');
        }
        byte[] file = csv.append("12;x\n").toString().getBytes();
        assertTrue(file.length > 1 << 20);
        HttpResponse<String> answer = upload("?name=Large", "text/csv", file);
        assertEquals(202, answer.statusCode(), answer.body());
        JSONObject upload = read(new JSONObject(answer.body()).getString("id"));
        assertEquals("READY", upload.getString("state"));
        assertEquals(ROWS + 1, upload.getInt("rows"));
        assertEquals(ROWS, upload.getInt("good"));
        assertEquals(ROWS + 2, upload.getJSONArray("errors").getJSONObject(0).getInt("line"));
        assertEquals("phone", upload.getString("number_column"));
    }

    @Test
    void anXlsxThatIsNoneIsSaid() throws InterruptedException {
        HttpResponse<String> answer = upload("", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "phone\n1\n".getBytes());
        assertEquals(202, answer.statusCode(), answer.body());
        JSONObject upload = read(new JSONObject(answer.body()).getString("id"));
        assertEquals("FAILED", upload.getString("state"));
        assertTrue(upload.getJSONArray("errors").getJSONObject(0).getString("detail").endsWith("Save it as CSV."));
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsStored() {
        assertEquals(415, upload("", "application/json", "{}".getBytes()).statusCode());
        assertEquals(422, upload("?validate_only=true", "text/csv", "phone\n".getBytes()).statusCode());
        assertEquals(422, upload("", "text/csv", new byte[0]).statusCode());
        RawCall.Answer tooLarge = RawCall.exchange(RawCall.head("POST /api/uploads", "Authorization: " + KEY, "Content-Type: text/csv",
            "Content-Length: 64000001", "Connection: close"));
        assertEquals(413, tooLarge.status(), tooLarge.head());
        assertTrue(tooLarge.body().contains("64 MB"), tooLarge.body());
        RawCall.Answer stranger = RawCall.exchange(RawCall.head("POST /api/uploads", "Content-Type: text/csv", "Content-Length: 50000000",
            "Connection: close"));
        assertEquals(401, stranger.status(), stranger.head());
    }

    @Test
    void aBodyInChunksIsTaken() {
        String chunks = "6\r\nphone\n\r\nd\r\n+46701234567\n\r\n0\r\n\r\n";
        RawCall.Answer taken = RawCall.exchange(RawCall.head("POST /api/uploads", "Authorization: " + KEY, "Content-Type: text/csv",
            "Transfer-Encoding: chunked", "Connection: close"), chunks.getBytes());
        assertEquals(202, taken.status(), taken.head());
    }

    @Test
    void aPersonUploadsAFileOnThePage() throws InterruptedException {
        Browser sender = Browser.of("sender");
        String rows = "+46701234567;Ann\n".repeat(50_000);
        HttpResponse<String> answer = sender.upload("/send/upload", "list.csv", "phone;name\n" + rows);
        assertEquals(303, answer.statusCode(), answer.body());
        String path = answer.headers().firstValue("Location").orElseThrow();
        read(path.replaceFirst(".*/", ""));
        assertTrue(sender.follow(answer).body().contains("1 of 50,000 rows can be sent to."));
    }
}
