package dev.smsdesk.doctor;

import static dev.smsdesk.doctor.Patient.REPORT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What changed the body on the way is named, and nothing else is")
class BodyFindingsTest {
    private static final String BOM = "\ufeff";

    @Test
    void aTrulySignedBodyIsGenuine() {
        assertEquals(new Finding(Cause.GENUINE, "made with SINCH_WEBHOOK_SECRET"), Patient.healthy(REPORT).examine());
    }

    @Test
    void aByteOrderMark() {
        assertFound(Cause.BODY_BOM, "put before the body", REPORT, BOM + REPORT);
        assertFound(Cause.BODY_BOM, "taken from the body", BOM + REPORT, REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n", "\t", "\n\n"})
    void aBlankOrLineEndAtTheEnd(String end) {
        assertFound(Cause.BODY_RESERIALISED, "a blank or line end was added at its end", REPORT, REPORT + end);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n"})
    void aBlankOrLineEndThatWasLost(String end) {
        assertFound(Cause.BODY_RESERIALISED, "a blank or line end at its end was lost", REPORT + end, REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n"})
    void aBlankOrLineEndAtTheBeginning(String begin) {
        assertFound(Cause.BODY_RESERIALISED, "a blank or line end was added at its beginning", REPORT, begin + REPORT);
    }

    @Test
    void lineEnds() {
        String pretty = new JSONObject(REPORT).toString(2) + "\n";
        assertFound(Cause.BODY_LINE_ENDS, "LF became CRLF", pretty, pretty.replace("\n", "\r\n"));
        assertFound(Cause.BODY_LINE_ENDS, "CRLF became LF", pretty.replace("\n", "\r\n"), pretty);
        assertFound(Cause.BODY_LINE_ENDS, "CR became something else", pretty.replace("\n", "\r"), pretty);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void prettyPrinted(int indent) {
        String compact = new JSONObject("{\"a\":[1,2.50,{\"b\":null}],\"c\":{},\"d\":[],\"e\":\"x, y: z\"}").toString();
        assertFound(Cause.BODY_RESERIALISED, "it was signed without white space", compact, new JSONObject(compact).toString(indent));
    }

    @ParameterizedTest
    @CsvSource({"'  ', LF", "'    ', LF", "'  ', CRLF", "'    ', CRLF", "'\t', LF"})
    void madeCompact(String indent, String newline) {
        String end = newline.equals("LF") ? "\n" : "\r\n";
        String pretty = "{" + end + indent + "\"a\": [" + end + indent + indent + "1," + end + indent + indent + "\"ñ\"" + end + indent + "]," + end + indent + "\"e\": {}" + end + "}";
        assertFound(Cause.BODY_RESERIALISED, "it was signed indented", pretty, "{\"a\":[1,\"ñ\"],\"e\":{}}");
        assertFound(Cause.BODY_RESERIALISED, "it was signed indented", pretty + end, "{\"a\": [1, \"ñ\"], \"e\": {}}");
    }

    @Test
    void blanksAfterCommasAndColons() {
        assertFound(Cause.BODY_RESERIALISED, "it was signed without white space", "{\"a\":1,\"b\":[1,2]}", "{\"a\": 1, \"b\": [1, 2]}");
        assertFound(Cause.BODY_RESERIALISED, "it was signed with a blank after commas and colons", "{\"a\": 1, \"b\": [1, 2]}", "{\"a\":1,\"b\":[1,2]}");
    }

    @Test
    void escapes() {
        assertFound(Cause.BODY_RESERIALISED, "characters written as \\u escapes", REPORT, ascii(REPORT));
        assertFound(Cause.BODY_RESERIALISED, "\\u escapes written as characters", ascii(REPORT), REPORT);
        assertFound(Cause.BODY_RESERIALISED, "slashes escaped", REPORT, REPORT.replace("/", "\\/"));
        assertFound(Cause.BODY_RESERIALISED, "slashes no longer escaped", REPORT.replace("/", "\\/"), REPORT);
        assertFound(Cause.BODY_RESERIALISED, "HTML characters escaped", REPORT, REPORT.replace("<", "\\u003c").replace(">", "\\u003e"));
        assertFound(Cause.BODY_RESERIALISED, "HTML characters no longer escaped", REPORT.replace("<", "\\u003c").replace(">", "\\u003e"), REPORT);
        String python = ascii(REPORT).replace("\":", "\": ").replace(",\"", ", \"");
        assertFound(Cause.BODY_RESERIALISED, "characters written as \\u escapes", REPORT, python);
    }

    @Test
    void membersInAnyOtherOrder() {
        List<String> members = List.of("\"type\":\"mo_text\"", "\"id\":\"01\"", "\"from\":\"46701234567\"", "\"to\":\"46700000000\"", "\"body\":\"Hi, {there}\"",
            "\"received_at\":\"2026-11-24T10:00:00Z\"", "\"sent_at\":\"2026-11-24T10:00:00Z\"");
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            List<String> shuffled = new ArrayList<>(members);
            Collections.shuffle(shuffled, random);
            assertFound(Cause.BODY_RESERIALISED, shuffled.equals(members) ? "" : "its members (keys) were reordered",
                "{" + String.join(",", members) + "}", "{" + String.join(",", shuffled) + "}");
        }
    }

    @Test
    void membersOfManySorted() {
        List<String> members = IntStream.range(0, 14).mapToObj(i -> "\"" + (char) ('a' + i) + "\":" + i).toList();
        List<String> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        assertFound(Cause.BODY_RESERIALISED, "its members (keys) were reordered", "{" + String.join(",", members) + "}", "{" + String.join(",", reversed) + "}");
        List<String> moved = new ArrayList<>(members);
        moved.add(11, moved.remove(3));
        assertFound(Cause.BODY_RESERIALISED, "its members (keys) were reordered", "{" + String.join(", ", members).replace("\":", "\": ") + "}",
            "{" + String.join(",", moved) + "}");
    }

    @Test
    void membersOfAnInnerObject() {
        String signed = "{\"app_id\":\"1\",\"message_delivery_report\":{\"message_id\":\"2\",\"status\":\"FAILED\",\"reason\":{\"code\":\"X\",\"description\":\"y\"},\"metadata\":\"\"}}";
        String arrived = "{\"app_id\": \"1\", \"message_delivery_report\": {\"status\": \"FAILED\", \"metadata\": \"\", \"message_id\": \"2\", \"reason\": {\"code\": \"X\", \"description\": \"y\"}}}";
        assertFound(Cause.BODY_RESERIALISED, "its members (keys) were reordered", signed, arrived);
    }

    @Test
    void charsets() {
        String text = "{\"body\":\"Grüße aus Malmö\"}";
        assertFound(Cause.BODY_CHARSET, "UTF-8 became ISO-8859-1", text, text.getBytes(ISO_8859_1));
        String euro = "{\"body\":\"Grüße für 5 €\"}";
        assertFound(Cause.BODY_CHARSET, "UTF-8 became windows-1252", euro, euro.getBytes(Charset.forName("windows-1252")));
        assertFound(Cause.BODY_CHARSET, "UTF-8 was read as ISO-8859-1 and written as UTF-8, so that each character beyond ASCII became two or more", text,
            new String(text.getBytes(UTF_8), ISO_8859_1).getBytes(UTF_8));
        assertFound(Cause.BODY_CHARSET, "UTF-8 was read as windows-1252 and written as UTF-8, so that each character beyond ASCII became two or more", euro,
            new String(euro.getBytes(UTF_8), Charset.forName("windows-1252")).getBytes(UTF_8));
        assertFound(Cause.BODY_CHARSET, "UTF-8 became UTF-16", text, text.getBytes(StandardCharsets.UTF_16));
        assertFound(Cause.BODY_CHARSET, "UTF-8 became UTF-16", text, text.getBytes(StandardCharsets.UTF_16LE));
        assertFound(Cause.BODY_CHARSET, "accents were composed or decomposed (Unicode normalisation)", text, java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD));
    }

    @Test
    void forms() {
        String report = "{\"recipient\":\"+46701234567\",\"body\":\"1 + 1 is not 3\"}";
        assertFound(Cause.BODY_FORM_DECODED, "plus signs became blanks", report, URLDecoder.decode(report, UTF_8));
        assertFound(Cause.BODY_FORM_DECODED, "plus signs became blanks", "{\"to\":\"+4670\"}", "{\"to\":\" 4670\"}");
        assertFound(Cause.BODY_FORM_DECODED, "it arrived written as a form", report, URLEncoder.encode(report, UTF_8));
        assertFound(Cause.BODY_FORM_DECODED, "it arrived written as a form", report, URLEncoder.encode(report, UTF_8) + "=");
        assertFound(Cause.BODY_FORM_DECODED, "it arrived written as a form", report, report + "=");
        assertFound(Cause.BODY_FORM_DECODED, "percent escapes were decoded", URLEncoder.encode(REPORT, UTF_8), REPORT);
    }

    @Test
    void compression() {
        assertFound(Cause.BODY_COMPRESSED, "compressed (gzip or deflate)", REPORT, gzip(REPORT.getBytes(UTF_8)));
        Patient inflated = Patient.signed(Patient.KEY.getBytes(UTF_8), gzip(REPORT.getBytes(UTF_8)), Patient.NOW).arrivesAs(REPORT);
        assertEquals(new Finding(Cause.BODY_COMPRESSED, "unpacked (it was signed as gzip)"), inflated.examine());
        assertFound(Cause.BODY_COMPRESSED, "compressed (gzip or deflate)", REPORT, deflated(REPORT.getBytes(UTF_8)));
        Patient unpacked = Patient.signed(Patient.KEY.getBytes(UTF_8), deflated(REPORT.getBytes(UTF_8)), Patient.NOW).arrivesAs(REPORT);
        assertEquals(Cause.BODY_COMPRESSED, unpacked.examine().cause());
    }

    @Test
    void aBodyThatWasEaten() {
        assertEquals(Finding.of(Cause.BODY_EMPTY), Patient.healthy(REPORT).arrivesAs("").examine());
    }

    @Test
    void anotherBodyIsJustUnexplained() {
        assertEquals(new Finding(Cause.UNEXPLAINED, ""), Patient.healthy(REPORT).arrivesAs(REPORT.replace("Delivered", "Failed")).examine());
    }

    @Test
    void everyFindingIsOneCauseAndOneFix() {
        for (Cause cause : Cause.values()) {
            Finding finding = new Finding(cause, "x");
            assertTrue(finding.sentence().matches("(?s)[A-Z].*[.]"), cause + ": " + finding.sentence());
            assertTrue(finding.fix().matches("(?s)[A-Z].*[.]"), cause + ": " + finding.fix());
            assertFalse(finding.sentence().contains("{}"), finding.sentence());
        }
    }

    private static void assertFound(Cause cause, String detail, String signed, String arrived) {
        assertFound(cause, detail, signed, arrived.getBytes(UTF_8));
    }

    private static void assertFound(Cause cause, String detail, String signed, byte[] arrived) {
        if (!detail.isEmpty()) {
            assertEquals(new Finding(cause, detail), Patient.healthy(signed).arrivesAs(arrived).examine(), () -> new String(arrived, UTF_8));
        }
    }

    private static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return out.toString();
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
