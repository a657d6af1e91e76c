package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.compose.Draft;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A body is one JSON object with known members, or its faults are named")
class BatchRequestTest {
    private static final String WHOLE = "{\"from\": \"123\", \"to\": [\"+46701234567\", \"x\"], \"text\": \"Hej\", \"name\": \"N\"}";

    @Test
    void itIsReadAsItWasWritten() {
        assertEquals(new Draft("123", List.of("+46701234567", "x"), "Hej", "N"), read(WHOLE).draft());
    }

    @Test
    void absentAndNullAreTheSame() {
        assertTrue(read("{\"to\": [], \"allow_unassigned\": true}").draft().allowUnassigned());
        Draft nothing = new Draft(null, List.of(), null, null);
        assertEquals(nothing, read("{}").draft());
        assertEquals(nothing, read("{\"from\":null,\"to\":null,\"text\":null,\"name\":null}").draft());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "from=123", "{\"from\":\"1\"} x", "{} {}", "{\"from\":\"1\",\"from\":\"1\"}", "{'from':'1'}",
        "{\"a\":{\"b\":1,\"b\":2}}", "{\"text\":\"a\nb\"}", "{\"n\":01}", "[1,]", "{\"text\":\"\\x\"}", "NaN"})
    void whatIsNotOneDocumentIsABadRequest(String body) {
        assertEquals(ProblemType.BAD_REQUEST, refused(body).type());
    }

    @Test
    void bytesThatAreNoUtf8AreABadRequest() {
        byte[] body = "{\"text\":\"Hej då\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(ProblemType.BAD_REQUEST, assertThrows(ProblemException.class, () -> BatchRequest.from(body)).type());
    }

    @Test
    void aBadRequestSaysWhereAndQuotesNothing() {
        String sentence = refused("{\"text\":\"secret\",\n\"to\" +46701234567}").getMessage();
        assertEquals("The body is not one JSON document with each member once. The fault is at line 2, column 6.", sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "12", "true"})
    void anythingButAnObjectIsInvalid(String body) {
        ProblemException refused = refused(body);
        assertEquals(ProblemType.INVALID, refused.type());
        assertEquals(List.of(new FieldError("", "Send a JSON object with from, to and text.")), refused.errors());
    }

    @Test
    void wrongTypesHearWhichOnesAreWrong() {
        assertEquals(List.of("/from", "/to", "/text", "/name"),
            pointers("{\"from\":46700000000,\"to\":\"+46701234567\",\"text\":{},\"name\":[]}"));
        assertEquals(List.of(new FieldError("/to/1", "Write each number as text, in quotation marks."),
                new FieldError("/to/2", "Write each number as text, in quotation marks."),
                new FieldError("/to/4", "Write each number as text, in quotation marks.")),
            refused("{\"to\":[\"a\",46701234567,null,\"b\",[\"c\"]]}").errors());
    }

    @Test
    void aMemberThatWeDoNotKnowIsRefusedNotPassedOver() {
        assertEquals(List.of(new FieldError("/send_at", "There is no such member; there are from, to, text, name, allow_unassigned, via, "
            + "category, upload, good_only and draft. Remove it.")),
            refused("{\"from\":\"123\",\"send_at\":\"2026-12-24T12:00:00Z\"}").errors());
        assertEquals(List.of("/a~1b~0"), pointers("{\"a/b~\":1}"));
        assertEquals(101, pointers("{\"" + "x".repeat(10_000) + "\":1}").get(0).length());
    }

    @Test
    void thousandsOfFaultsAreAHundredAndACount() {
        List<FieldError> errors = refused("{\"to\":[" + "1,".repeat(2999) + "1]}").errors();
        assertEquals(101, errors.size());
        assertEquals(new FieldError("/to", "And 2900 more like these."), errors.get(100));
    }

    @Test
    void hostileJsonEndsQuicklyAndWithARefusal() {
        assertEquals(ProblemType.BAD_REQUEST, refused("[".repeat(100_000)).type());
        assertEquals(ProblemType.BAD_REQUEST, refused("{\"from\":" + "9".repeat(100_000) + "}").type());
        assertEquals(ProblemType.INVALID, refused("{\"from\":1e999999999}").type());
    }

    @Test
    void theDigestIsThatOfTheValueNotOfItsSpelling() {
        byte[] digest = read(WHOLE).digest();
        assertArrayEquals(digest, read("{\"name\":\"N\",\n\t\"text\":\"Hej\",\"to\":[\"+46701234567\",\"x\"],\"from\":\"123\"}  ")
            .digest());
        assertArrayEquals(digest, read(WHOLE.replace("Hej", "\\u0048ej").replace("\"from\"", "\"\\u0066rom\"")).digest());
        assertEquals(32, digest.length);
    }

    @Test
    void anotherValueHasAnotherDigest() {
        byte[] digest = read(WHOLE).digest();
        assertFalse(Arrays.equals(digest, read(WHOLE.replace("Hej", "hej")).digest()));
        String otherOrder = WHOLE.replace("\"+46701234567\", \"x\"", "\"x\", \"+46701234567\"");
        assertFalse(Arrays.equals(digest, read(otherOrder).digest()), "the order of numbers is part of the value");
        assertFalse(Arrays.equals(digest, read(WHOLE.replace(", \"name\": \"N\"", "")).digest()));
        assertFalse(Arrays.equals(read("{\"text\":\"a\",\"name\":null}").digest(), read("{\"text\":null,\"name\":\"a\"}").digest()));
    }

    @Test
    void absentMembersAreNull() {
        assertNull(read("{\"text\":\"Hej\"}").draft().name());
        assertTrue(read("{\"text\":\"Hej\"}").draft().to().isEmpty());
    }

    private static BatchRequest read(String body) {
        return BatchRequest.from(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused(String body) {
        return assertThrows(ProblemException.class, () -> read(body));
    }

    private static List<String> pointers(String body) {
        ProblemException refused = refused(body);
        assertEquals(ProblemType.INVALID, refused.type());
        return refused.errors().stream().map(FieldError::pointer).toList();
    }
}
