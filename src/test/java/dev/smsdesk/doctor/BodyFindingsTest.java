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

@DisplayName("The doctor names what changed the body on the way, and nothing else")
class BodyFindingsTest {
    private static final String BOM = "\ufeff";

    @Test
    void aTrulySignedBodyIsGenuine() {
        assertEquals(new Finding(Cause.GENUINE, "SINCH_WEBHOOK_SECRET"), Patient.healthy(REPORT).examine());
    }

    @Test
    void aByteOrderMark() {
        assertFound(Cause.BODY_BOM, Detail.BOM_ADDED.stored(), REPORT, BOM + REPORT);
        assertFound(Cause.BODY_BOM, Detail.BOM_REMOVED.stored(), BOM + REPORT, REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n", "\t", "\n\n"})
    void aBlankOrLineEndAtTheEnd(String end) {
        assertFound(Cause.BODY_RESERIALISED, Detail.BLANK_ADDED_AT_END.stored(), REPORT, REPORT + end);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n"})
    void aBlankOrLineEndThatWasLost(String end) {
        assertFound(Cause.BODY_RESERIALISED, Detail.BLANK_LOST_AT_END.stored(), REPORT + end, REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n"})
    void aBlankOrLineEndAtTheBeginning(String begin) {
        assertFound(Cause.BODY_RESERIALISED, Detail.BLANK_ADDED_AT_START.stored(), REPORT, begin + REPORT);
    }

    @Test
    void lineEnds() {
        String pretty = new JSONObject(REPORT).toString(2) + "\n";
        assertFound(Cause.BODY_LINE_ENDS, Detail.LF_TO_CRLF.stored(), pretty, pretty.replace("\n", "\r\n"));
        assertFound(Cause.BODY_LINE_ENDS, Detail.CRLF_TO_LF.stored(), pretty.replace("\n", "\r\n"), pretty);
        assertFound(Cause.BODY_LINE_ENDS, Detail.CR_REPLACED.stored(), pretty.replace("\n", "\r"), pretty);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void prettyPrinted(int indent) {
        String compact = new JSONObject("{\"a\":[1,2.50,{\"b\":null}],\"c\":{},\"d\":[],\"e\":\"x, y: z\"}").toString();
        assertFound(Cause.BODY_RESERIALISED, Detail.SIGNED_COMPACT.stored(), compact, new JSONObject(compact).toString(indent));
    }

    @ParameterizedTest
    @CsvSource({"'  ', LF", "'    ', LF", "'  ', CRLF", "'    ', CRLF", "'\t', LF"})
    void madeCompact(String indent, String newline) {
        String end = newline.equals("LF") ? "\n" : "\r\n";
        String pretty = "{" + end + indent + "\"a\": [" + end + indent + indent + "1," + end + indent + indent + "\"ñ\"" + end + indent
            + "]," + end + indent + "\"e\": {}" + end + "}";
        assertFound(Cause.BODY_RESERIALISED, Detail.SIGNED_INDENTED.stored(), pretty, "{\"a\":[1,\"ñ\"],\"e\":{}}");
        assertFound(Cause.BODY_RESERIALISED, Detail.SIGNED_INDENTED.stored(), pretty + end, "{\"a\": [1, \"ñ\"], \"e\": {}}");
    }

    @Test
    void blanksAfterCommasAndColons() {
        assertFound(Cause.BODY_RESERIALISED, Detail.SIGNED_COMPACT.stored(), "{\"a\":1,\"b\":[1,2]}", "{\"a\": 1, \"b\": [1, 2]}");
        assertFound(Cause.BODY_RESERIALISED, Detail.SIGNED_SPACED.stored(), "{\"a\": 1, \"b\": [1, 2]}", "{\"a\":1,\"b\":[1,2]}");
    }

    @Test
    void escapes() {
        assertFound(Cause.BODY_RESERIALISED, Detail.ESCAPED.stored(), REPORT, ascii(REPORT));
        assertFound(Cause.BODY_RESERIALISED, Detail.UNESCAPED.stored(), ascii(REPORT), REPORT);
        assertFound(Cause.BODY_RESERIALISED, Detail.SLASHES_ESCAPED.stored(), REPORT, REPORT.replace("/", "\\/"));
        assertFound(Cause.BODY_RESERIALISED, Detail.SLASHES_UNESCAPED.stored(), REPORT.replace("/", "\\/"), REPORT);
        assertFound(Cause.BODY_RESERIALISED, Detail.HTML_ESCAPED.stored(), REPORT, REPORT.replace("<", "\\u003c").replace(">", "\\u003e"));
        assertFound(Cause.BODY_RESERIALISED, Detail.HTML_UNESCAPED.stored(), REPORT.replace("<", "\\u003c")
            .replace(">", "\\u003e"), REPORT);
        String python = ascii(REPORT).replace("\":", "\": ").replace(",\"", ", \"");
        assertFound(Cause.BODY_RESERIALISED, Detail.ESCAPED.stored(), REPORT, python);
    }

    @Test
    void membersInAnyOtherOrder() {
        List<String> members = List.of("\"type\":\"mo_text\"", "\"id\":\"01\"", "\"from\":\"46701234567\"", "\"to\":\"46700000000\"",
            "\"body\":\"Hi, {there}\"", "\"received_at\":\"2026-11-24T10:00:00Z\"", "\"sent_at\":\"2026-11-24T10:00:00Z\"");
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            List<String> shuffled = new ArrayList<>(members);
            Collections.shuffle(shuffled, random);
            assertFound(Cause.BODY_RESERIALISED, shuffled.equals(members) ? "" : Detail.MEMBERS_REORDERED.stored(),
                "{" + String.join(",", members) + "}", "{" + String.join(",", shuffled) + "}");
        }
    }

    @Test
    void membersOfManySorted() {
        List<String> members = IntStream.range(0, 14).mapToObj(i -> "\"" + (char) ('a' + i) + "\":" + i).toList();
        List<String> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        assertFound(Cause.BODY_RESERIALISED, Detail.MEMBERS_REORDERED.stored(), "{" + String.join(",", members) + "}", "{"
            + String.join(",", reversed) + "}");
        List<String> moved = new ArrayList<>(members);
        moved.add(11, moved.remove(3));
        assertFound(Cause.BODY_RESERIALISED, Detail.MEMBERS_REORDERED.stored(), "{"
            + String.join(", ", members).replace("\":", "\": ") + "}", "{" + String.join(",", moved) + "}");
    }

    @Test
    void membersOfAnInnerObject() {
        String signed = "{\"app_id\":\"1\",\"message_delivery_report\":{\"message_id\":\"2\",\"status\":\"FAILED\","
            + "\"reason\":{\"code\":\"X\",\"description\":\"y\"},\"metadata\":\"\"}}";
        String arrived = "{\"app_id\": \"1\", \"message_delivery_report\": {\"status\": \"FAILED\", \"metadata\": \"\", \"message_id\": "
            + "\"2\", \"reason\": {\"code\": \"X\", \"description\": \"y\"}}}";
        assertFound(Cause.BODY_RESERIALISED, Detail.MEMBERS_REORDERED.stored(), signed, arrived);
    }

    @Test
    void charsets() {
        String text = "{\"body\":\"Grüße aus Malmö\"}";
        assertFound(Cause.BODY_CHARSET, Detail.CHARSET_CHANGED.stored("ISO-8859-1"), text, text.getBytes(ISO_8859_1));
        String euro = "{\"body\":\"Grüße für 5 €\"}";
        assertFound(Cause.BODY_CHARSET, Detail.CHARSET_CHANGED.stored("windows-1252"), euro,
            euro.getBytes(Charset.forName("windows-1252")));
        assertFound(Cause.BODY_CHARSET, Detail.CHARSET_MISREAD.stored("ISO-8859-1"), text,
            new String(text.getBytes(UTF_8), ISO_8859_1).getBytes(UTF_8));
        assertFound(Cause.BODY_CHARSET, Detail.CHARSET_MISREAD.stored("windows-1252"), euro,
            new String(euro.getBytes(UTF_8), Charset.forName("windows-1252")).getBytes(UTF_8));
        assertFound(Cause.BODY_CHARSET, Detail.CHARSET_CHANGED.stored("UTF-16"), text, text.getBytes(StandardCharsets.UTF_16));
        assertFound(Cause.BODY_CHARSET, Detail.CHARSET_CHANGED.stored("UTF-16"), text, text.getBytes(StandardCharsets.UTF_16LE));
        assertFound(Cause.BODY_CHARSET, Detail.NORMALISED.stored(), text,
            java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD));
    }

    @Test
    void forms() {
        String report = "{\"recipient\":\"+46701234567\",\"body\":\"1 + 1 is not 3\"}";
        assertFound(Cause.BODY_FORM_DECODED, Detail.PLUS_TO_BLANK.stored(), report, URLDecoder.decode(report, UTF_8));
        assertFound(Cause.BODY_FORM_DECODED, Detail.PLUS_TO_BLANK.stored(), "{\"to\":\"+4670\"}", "{\"to\":\" 4670\"}");
        assertFound(Cause.BODY_FORM_DECODED, Detail.WRITTEN_AS_FORM.stored(), report, URLEncoder.encode(report, UTF_8));
        assertFound(Cause.BODY_FORM_DECODED, Detail.WRITTEN_AS_FORM.stored(), report, URLEncoder.encode(report, UTF_8) + "=");
        assertFound(Cause.BODY_FORM_DECODED, Detail.WRITTEN_AS_FORM.stored(), report, report + "=");
        assertFound(Cause.BODY_FORM_DECODED, Detail.PERCENT_DECODED.stored(), URLEncoder.encode(REPORT, UTF_8), REPORT);
    }

    @Test
    void compression() {
        assertFound(Cause.BODY_COMPRESSED, Detail.COMPRESSED.stored(), REPORT, gzip(REPORT.getBytes(UTF_8)));
        Patient inflated = Patient.signed(Patient.KEY.getBytes(UTF_8), gzip(REPORT.getBytes(UTF_8)), Patient.NOW).arrivesAs(REPORT);
        assertEquals(new Finding(Cause.BODY_COMPRESSED, Detail.DECOMPRESSED.stored()), inflated.examine());
        assertFound(Cause.BODY_COMPRESSED, Detail.COMPRESSED.stored(), REPORT, deflated(REPORT.getBytes(UTF_8)));
        Patient unpacked = Patient.signed(Patient.KEY.getBytes(UTF_8), deflated(REPORT.getBytes(UTF_8)), Patient.NOW).arrivesAs(REPORT);
        assertEquals(Cause.BODY_COMPRESSED, unpacked.examine().cause());
    }

    @Test
    void aBodyThatWasEaten() {
        assertEquals(Finding.of(Cause.BODY_EMPTY), Patient.healthy(REPORT).arrivesAs("").examine());
    }

    @Test
    void anotherBodyIsJustUnexplained() {
        assertEquals(new Finding(Cause.UNEXPLAINED, ""),
            Patient.healthy(REPORT).arrivesAs(REPORT.replace("Delivered", "Failed")).examine());
    }

    @Test
    void everyFindingIsOneCauseAndOneFix() {
        for (Cause cause : Cause.values()) {
            Finding finding = new Finding(cause, "PT1S");
            assertTrue(finding.sentence().toString().matches("[A-Z].*[.]"), cause + ": " + finding.sentence());
            assertTrue(finding.fix().toString().matches("[A-Z].*[.]"), cause + ": " + finding.fix());
            assertFalse(finding.sentence().toString().contains("{"), finding.sentence().toString());
        }
    }

    private static void assertFound(Cause cause, String detail, String signed, String arrived) {
        assertFound(cause, detail, signed, arrived.getBytes(UTF_8));
    }

    private static void assertFound(Cause cause, String detail, String signed, byte[] arrived) {
        if (!detail.isEmpty()) {
            assertEquals(new Finding(cause, detail), Patient.healthy(signed).arrivesAs(arrived).examine(),
                () -> new String(arrived, UTF_8));
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
