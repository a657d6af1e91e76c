package dev.smsdesk.sinch.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.NotUnderstood;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.wording.Sentences;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Any bytes get a reason at once, without an exception")
class HostileBodyTest {
    private static final String INBOUND = "{\"type\":\"mo_text\",\"id\":\"I1\",\"from\":\"4670\",\"to\":\"12345\",\"body\":\"%s\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', value = {
        "## | the body is empty",
        "#  # | the body is empty",
        "null | the body is not a JSON object",
        "[] | the body is not a JSON object",
        "\"x\" | the body is not a JSON object",
        "{} {} | the body is not one JSON object at line 1, column 4",
        "{}x | the body is not one JSON object at line 1, column 3",
        "{\"type\": | the body is not one JSON object at line 1, column 9",
        "<xml/> | the body is not one JSON object at line 1, column 1",
        "{\"type\":\"a\",\"type\":\"b\"} | a member is given twice at line 1, column 19"})
    void notOneJsonObject(String body, String why) {
        String said = Sentences.ENGLISH.ofStored(assertInstanceOf(NotUnderstood.class, read(body)).why());
        assertEquals(why.replaceAll(" at line.*", ""), said.replaceAll(" at line.*", ""));
        assertEquals(why.contains(" at line 1, column "), said.contains(" at line 1, column "));
    }

    @Test
    void tooDeepTooLong() {
        String why = "JSON nested too deep, or with a value too long";
        assertQuickly(why, "{\"a\":".repeat(100_000));
        assertQuickly(why, "[".repeat(1_000_000));
        assertQuickly("member type is missing", "{\"type\":" + "9".repeat(1_000_000) + "}");
        assertQuickly("member type is missing", "{\"" + "n".repeat(1_000_000) + "\":1}");
    }

    @Tag("slow")   // counts CPU time, so it needs the second compiler
    @ParameterizedTest
    @MethodSource("large")
    void oneLargeMemberCostsNoOther(String value) {
        large().forEach(one -> read(INBOUND.formatted("hej").replace("}", ",\"sent_at\":" + one + "}")));   // not compiled before
        long before = cpuMillis();
        assertEquals("hej", ((Inbound) read(INBOUND.formatted("hej").replace("}", ",\"sent_at\":" + value + ",\"x\":" + value + "}")))
            .text());
        assertEquals(List.of("sent_at"), ((Inbound) read(INBOUND.formatted("hej").replace("}", ",\"sent_at\":" + value + "}"))).ignored());
        assertTrue(cpuMillis() - before < 1000, "under a second of CPU");
    }

    static Stream<String> large() {
        return Stream.of("9".repeat(500_000), "-" + "9".repeat(500_000), "0." + "9".repeat(500_000), "1e" + "9".repeat(500_000),
            '"' + "9".repeat(500_000) + '"',
            "[".repeat(900) + "]".repeat(900), "[" + "0,".repeat(250_000) + "0]", "{\"" + "n".repeat(500_000) + "\":0}");
    }

    @Test
    void collidingNames() {
        String members = IntStream.range(0, 1 << 16).mapToObj(HostileBodyTest::colliding).map(name -> '"' + name + "\":0")
            .collect(Collectors.joining(","));
        assertQuickly("member type is missing", "{" + members + "}");
    }

    /** Every such name has the same String.hashCode, since "Aa" and "BB" have. */
    private static String colliding(int i) {
        return IntStream.range(0, 16).mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB").collect(Collectors.joining());
    }

    @Test
    void aFullReportOfAMegabyteIsRead() {
        String recipients = IntStream.range(0, 70_000).mapToObj(i -> "\"4670" + (1_000_000 + i) + '"').collect(Collectors.joining(","));
        String body = "{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"statuses\":[{\"code\":0,\"status\":\"Delivered\","
            + "\"count\":70000,\"recipients\":[" + recipients + "]}]}";
        assertEquals(70_000, ((Reports) read(body)).lines().size());
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter() {
        assertEquals("a\uFFFDb\uFFFD🚣", ((Inbound) read(INBOUND.formatted("a\\ud83db\\udea3\\ud83d\\udea3"))).text());
    }

    @Test
    void aByteOrderMarkIsSkippedAndWiderEncodingsAreNotGuessed() {
        assertEquals("hej", ((Inbound) read('\uFEFF' + INBOUND.formatted("hej"))).text());
        assertInstanceOf(NotUnderstood.class, read(INBOUND.formatted("hej").getBytes(StandardCharsets.UTF_16)));
        assertInstanceOf(NotUnderstood.class, read(INBOUND.formatted("hej").getBytes(Charset.forName("UTF-32LE"))));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        "none, ISO-8859-1, ma\uFFFDana", "application/json, ISO-8859-1, ma\uFFFDana",
            "application/json; charset=utf-8, ISO-8859-1, ma\uFFFDana",
        "application/json; charset=klingon, ISO-8859-1, ma\uFFFDana", "application/json; charset=UTF-16, ISO-8859-1, ma\uFFFDana",
        "application/json; charset=IBM037, ISO-8859-1, ma\uFFFDana", "application/json;charset=ISO-8859-1, ISO-8859-1, mañana",
        "application/json; Charset=\"latin1\", ISO-8859-1, mañana", "application/json; x=y; charset=Windows-1252, windows-1252, mañana"})
    void whatIsNotUtf8IsReadInTheCharsetOfItsTypeOrWithReplacement(String type, String written, String read) {
        byte[] body = INBOUND.formatted("mañana").getBytes(Charset.forName(written));
        assertEquals(read, ((Inbound) Callback.read(Channel.SMS, body, type, null)).text());
    }

    @Test
    void anEmojiCutInTwoAndAByteInAMemberThatIsNotReadCostNothingElse() {
        byte[] body = INBOUND.formatted("hej ##").replace("}", ",\"operator\":\"T#l\"}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] odd = {(byte) 0xF0, (byte) 0x9F, (byte) 0xE9};
        for (int i = 0, next = 0; i < body.length; i++) {
            body[i] = body[i] == '#' ? odd[next++] : body[i];
        }
        assertEquals("hej \uFFFD", ((Inbound) read(body)).text());
        assertInstanceOf(NotUnderstood.class, read(new byte[] {(byte) 0xFF, '{', '}'}));
    }

    @Test
    void theCharsetParameterIsIgnoredWhereTheBodyIsUtf8() {
        byte[] body = INBOUND.formatted("mañana 🚣").getBytes(StandardCharsets.UTF_8);
        assertEquals("mañana 🚣", ((Inbound) Callback.read(Channel.SMS, body, "application/json; charset=ISO-8859-1", null)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "application/json", "APPLICATION/JSON;charset=utf-8", "text/json", "application/vnd.sinch+json"})
    void jsonTypesAndNone(String type) {
        byte[] body = INBOUND.formatted("hej").getBytes(StandardCharsets.UTF_8);
        assertInstanceOf(Inbound.class, Callback.read(Channel.SMS, body, type, "identity"));
        assertInstanceOf(Inbound.class, Callback.read(Channel.SMS, body, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "multipart/form-data", "application/x-www-form-urlencoded", "text/plain", "json"})
    void otherTypesAreNamed(String type) {
        byte[] body = INBOUND.formatted("hej").getBytes(StandardCharsets.UTF_8);
        assertEquals(new NotUnderstood("unexpected-media-type:" + type),
            Callback.read(Channel.CONVERSATION, body, type + "; boundary=x", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, identity"})
    void nothingIsInflated(String encoding) {
        byte[] body = INBOUND.formatted("hej").getBytes(StandardCharsets.UTF_8);
        assertEquals(new NotUnderstood("unexpected-encoding:" + encoding), Callback.read(Channel.SMS, body, "text/xml", encoding));
    }

    @Test
    void theReasonIsOneShortLineForEveryBody() {
        String why = ((NotUnderstood) read("{\"type\":\"evil\\r\\nlog line \\ud83d" + "x".repeat(90) + "\"}")).why();
        assertEquals("type-not-followed:evil  log line \uFFFD" + "x".repeat(90), why);
        String long_ = ((NotUnderstood) Callback.read(Channel.SMS, new byte[0], "a/" + "x".repeat(5000), null)).why();
        assertEquals("unexpected-media-type:a/" + "x".repeat(148), long_);
    }

    private static void assertQuickly(String why, String body) {
        long before = cpuMillis();
        assertEquals(why, Sentences.ENGLISH.ofStored(((NotUnderstood) read(body)).why()));
        assertTrue(cpuMillis() - before < 1000, "under a second of CPU");
    }

    private static long cpuMillis() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    private static Callback read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Callback read(byte[] body) {
        return Callback.read(Channel.SMS, body, "application/json", null);
    }
}
