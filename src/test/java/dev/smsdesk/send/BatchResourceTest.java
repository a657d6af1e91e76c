package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.Batch;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.store.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("POST /api/batches takes a batch once, or says what is wrong and stores nothing")
class BatchResourceTest {
    private static final String BODY =
        "{\"from\":\"+46700000000\",\"to\":[\"+46701234567\",\"0046701234567\"],\"text\":\"Hej\",\"name\":\"Autumn\"}";
    private final TestDesk desk = new TestDesk();
    private final Api api = new Api(desk, 10);

    @Test
    void aBatchIsAcceptedWithAPathAbsoluteLocation() {
        Api.Answer answer = api.post(BODY);
        assertEquals(202, answer.status());
        assertEquals("application/json", answer.type());
        String id = answer.json().path("id").asText();
        assertTrue(Ids.isId(id));
        assertEquals(1, answer.json().size());
        assertEquals("/sms-desk/api/batches/" + id, answer.location());
        Batch batch = desk.messages.batch(id).orElseThrow();
        assertEquals(1, batch.getRecipientCount());
        assertEquals("Autumn", batch.getName());
        assertTrue(batch.getCreatedBy().startsWith("key:"));
        assertFalse(answer.headers().contains("Set-Cookie"));
    }

    @Test
    void aViewersKeyIsNotEnough() {
        Api.Answer answer = api.postAsViewer(BODY);
        assertEquals(403, answer.status());
        assertEquals("urn:smsdesk:problem:not-allowed", answer.problem());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void anUnknownQueryParameterIsRefusedLikeAnUnknownMember() {
        Api.Answer answer = api.postWithQuery("?dry_run=true", BODY);
        assertEquals(422, answer.status());
        assertEquals(java.util.List.of("/dry_run"), answer.pointers());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void withoutAKeyNothingIsRead() {
        InputStream untouched = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("read before the key was checked");
            }
        };
        Api.Answer answer = api.call("POST", "batches", null, untouched);
        assertEquals(401, answer.status());
        assertEquals("urn:smsdesk:problem:key-refused", answer.problem());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void whatIsInvalidIs422WithPointersAndStoresNothing() {
        Api.Answer answer = api.post("{\"from\":\"\",\"to\":[\"+46701234567\",\"0701234567\"],\"text\":\"\"}");
        assertEquals(422, answer.status());
        assertEquals("application/problem+json", answer.type());
        assertEquals("urn:smsdesk:problem:invalid", answer.problem());
        assertEquals(java.util.List.of("/from", "/text", "/to/1"), answer.pointers());
        assertEquals("Write a text.", answer.json().at("/errors/1/detail").asText());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void whoWantsAnAnswerOfAnotherTypeHearsThatAndNotThatHisBodyIsBad() {
        Api.Answer answer = api.post(BODY, "Accept", "text/html");
        assertEquals(406, answer.status());
        assertEquals("application/problem+json", answer.type());
        assertEquals("urn:smsdesk:problem:not-acceptable", answer.problem());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void wrongTypesAre422() {
        Api.Answer answer = api.post("{\"from\":46700000000,\"to\":[46701234567],\"text\":\"Hej\"}");
        assertEquals(422, answer.status());
        assertEquals(java.util.List.of("/from", "/to/0"), answer.pointers());
        assertEquals(0, desk.count("batch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "from=1&to=2", "{\"from\":\"1\",\"from\":\"2\"}"})
    void whatIsNotJsonIs400(String body) {
        Api.Answer answer = api.post(body);
        assertEquals(400, answer.status());
        assertEquals("urn:smsdesk:problem:bad-request", answer.problem());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void aFormIsAnotherMediaType() {
        Api.Answer answer = api.post("from=1", "Content-Type", "application/x-www-form-urlencoded");
        assertEquals(415, answer.status());
        assertEquals("urn:smsdesk:problem:unsupported-media-type", answer.problem());
    }

    @Test
    void oneMebibytePassesAndOneByteMoreDoesNot() {
        String blanks = " ".repeat((1 << 20) - BODY.length());
        assertEquals(202, api.post(BODY + blanks).status());
        Api.Answer answer = api.post(BODY + blanks + " ");
        assertEquals(413, answer.status());
        assertEquals("urn:smsdesk:problem:too-large", answer.problem());
        assertEquals(1, desk.count("batch"));
    }

    @Test
    void anEndlessBodyIsRefusedAfterOneMebibyte() {
        InputStream endless = new InputStream() {
            private int given;

            @Override
            public int read() {
                return ++given > 2 << 20 ? fail() : ' ';
            }

            private int fail() {
                throw new AssertionError("read on and on");
            }
        };
        assertEquals(413, api.post(endless).status());
    }

    @Test
    void aBodyThatBreaksOffIsAskedForAgain() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream("{\"from\"".getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
        Api.Answer answer = api.post(broken);
        assertEquals(503, answer.status());
        assertEquals("The body ended before it was complete. Send it again.", answer.json().path("detail").asText());
    }

    @Test
    void theSameKeyAndValueIsTheSameBatch() {
        String first = api.post(BODY, "Idempotency-Key", "k 1").json().path("id").asText();
        Api.Answer again = api.post(BODY.replace(",", " ,\n"), "Idempotency-Key", "k 1");
        assertEquals(202, again.status());
        assertEquals(first, again.json().path("id").asText());
        assertEquals("/sms-desk/api/batches/" + first, again.location());
        assertNotEquals(first, api.post(BODY, "Idempotency-Key", "k 2").json().path("id").asText());
        assertEquals(2, desk.count("batch"));
    }

    @Test
    void theSameKeyForAnotherValueIs422() {
        api.post(BODY, "Idempotency-Key", "k");
        Api.Answer answer = api.post(BODY.replace("Hej", "Hallå"), "Idempotency-Key", "k");
        assertEquals(422, answer.status());
        assertEquals("urn:smsdesk:problem:idempotency-key-reused", answer.problem());
        assertEquals(1, desk.count("batch"));
    }

    @Test
    void aKeyThatIsNoneIs400() {
        for (String key : new String[] {"", "k".repeat(129), "nyckel-å", "a\u0000b"}) {
            assertEquals(400, api.post(BODY, "Idempotency-Key", key).status(), key);
        }
        assertEquals(400, api.post(BODY, "Idempotency-Key", "a", "Idempotency-Key", "a").status(), "given twice");
        assertEquals(0, desk.count("batch"));
        assertEquals(202, api.post(BODY, "Idempotency-Key", "~".repeat(128)).status());
    }

    @Test
    void oneRecipientTooManyIs422AtTheList() {
        String eleven = TestDesk.numbers(11).stream().map(number -> "\"" + number.e164() + "\"")
            .collect(java.util.stream.Collectors.joining(","));
        Api.Answer answer = api.post("{\"from\":\"123\",\"to\":[" + eleven + "],\"text\":\"Hej\"}");
        assertEquals(422, answer.status());
        assertEquals(java.util.List.of("/to"), answer.pointers());
    }
}
