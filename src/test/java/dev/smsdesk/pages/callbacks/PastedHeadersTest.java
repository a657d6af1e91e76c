package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The four signature headers are found in any notation in which people paste them")
class PastedHeadersTest {
    private static final String S = "x-sinch-webhook-signature";
    private static final String SIGNATURE = "ab+/Cdef0123456789ABCDEFGHIJKLMNOPQRSTUVWXY=";
    private static final String NONCE = "01K9-NONCE_x";
    private static final String TIMESTAMP = "1764000000";
    private static final Map<String, List<String>> ALL = Map.of(S, List.of(SIGNATURE), S + "-algorithm", List.of("HmacSHA256"),
        S + "-nonce", List.of(NONCE), S + "-timestamp", List.of(TIMESTAMP));

    /** Each is written once, with % for what differs: %s signature, %a algorithm, %n nonce, %t timestamp. */
    static Stream<Arguments> notations() {
        return Stream.of(
            Arguments.of("lines", "POST /sms-desk/api/callbacks/sms HTTP/1.1\nHost: desk.example\nX-Sinch-Webhook-Signature: "
            + "%s\nX-Sinch-Webhook-Signature-Algorithm: %a\n"
                + "X-Sinch-Webhook-Signature-Nonce: %n\nX-Sinch-Webhook-Signature-Timestamp: %t\nContent-Type: application/json"),
            Arguments.of("curl -v", "> Host: desk.example\n> @: %s\n> @-algorithm: %a\n> @-nonce: %n\n> @-timestamp: %t\n>"),
            Arguments.of("JSON", "{\"host\":\"desk.example\",\"@\":\"%s\",\"@-algorithm\":\"%a\",\"@-nonce\":\"%n\",\"@-timestamp\":%t}"),
            Arguments.of("JSON, indented",
            "{\n  \"@\": \"%s\",\n  \"@-algorithm\": \"%a\",\n  \"@-nonce\": \"%n\",\n  \"@-timestamp\": \"%t\"\n}"),
            Arguments.of("JSON of lists", "{\"@\":[\"%s\"],\"@-algorithm\":[\"%a\"],\"@-nonce\":[\"%n\"],\"@-timestamp\":[\"%t\"]}"),
            Arguments.of("JSON within a JSON string",
            "\"{\\\"@\\\":\\\"%s\\\",\\\"@-algorithm\\\":\\\"%a\\\",\\\"@-nonce\\\":\\\"%n\\\",\\\"@-timestamp\\\":\\\"%t\\\"}\""),
            Arguments.of("JSON as .NET, Gson and PHP escape it", "{\"@\":\"ab\\u002B\\/Cdef0123456789ABCDEFGHIJKLMNOPQRSTUVWXY\\u003d\","
            + "\"@-algorithm\":\"%a\",\"@-nonce\":\"%n\",\"@-timestamp\":\"%t\"}"),
            Arguments.of("a Lambda event: the same headers in two views",
            "{\"headers\":{\"@\":\"%s\",\"@-algorithm\":\"%a\",\"@-nonce\":\"%n\",\"@-timestamp\":\"%t\"},"
                + "\"multiValueHeaders\":{\"@\":[\"%s\"],\"@-algorithm\":[\"%a\"],\"@-nonce\":[\"%n\"],\"@-timestamp\":[\"%t\"]}}"),
            Arguments.of("HAR", "\"headers\": [\n  {\n    \"name\": \"Host\",\n    \"value\": \"desk.example\"\n  },\n  {\n    \"name\": "
            + "\"@\",\n    \"value\": \"%s\"\n  },\n"
                + "{\"name\":\"@-algorithm\",\"value\":\"%a\"},{\"name\":\"@-nonce\",\"value\":\"%n\"},{\"name\":\"@-timestamp\","
                + "\"value\":\"%t\"}]"),
            Arguments.of("a list of value and name", "[{\"value\":\"%s\",\"name\":\"@\"},{\"value\":\"%a\",\"name\":\"@-algorithm\"},"
            + "{\"value\":\"%n\",\"name\":\"@-nonce\"},{\"value\":\"%t\",\"name\":\"@-timestamp\"}]"),
            Arguments.of("Postman",
            "[{\"key\":\"@\",\"value\":\"%s\",\"type\":\"text\"},{\"key\":\"@-algorithm\",\"type\":\"text\",\"value\":\"%a\"},"
                + "{\"key\":\"@-nonce\",\"value\":\"%n\",\"disabled\":false},{\"key\":\"@-timestamp\",\"value\":\"%t\"}]"),
            Arguments.of("Node",
            "{\n  host: 'desk.example',\n  '@': '%s',\n  '@-algorithm': '%a',\n  '@-nonce':\n   '%n',\n  '@-timestamp': '%t'\n}"),
            Arguments.of("Node, headers and rawHeaders",
            "headers: { '@': '%s', '@-algorithm': '%a', '@-nonce': '%n', '@-timestamp': '%t' },\n"
                + "rawHeaders: [ 'X-Sinch-Webhook-Signature', '%s', '@-algorithm', '%a', '@-nonce', '%n', '@-timestamp', '%t' ]"),
            Arguments.of("Express rawHeaders", "[\n  'Host',\n  'desk.example',\n  'X-Sinch-Webhook-Signature',\n  '%s',\n  "
            + "'@-algorithm',\n  '%a',\n  '@-nonce',\n  '%n',\n  '@-timestamp',\n  '%t'\n]"),
            Arguments.of("JavaScript Map",
            "Map(4) { '@' => { name: '@', value: '%s' }, '@-algorithm' => '%a', '@-nonce' => '%n', '@-timestamp' => '%t' }"),
            Arguments.of("Python dict", "{'Host': 'desk.example', '@': '%s', '@-algorithm': '%a', '@-nonce': '%n', '@-timestamp': '%t'}"),
            Arguments.of("Python tuples of bytes",
            "[(b'host', b'desk.example'), (b'@', b'%s'), (b'@-algorithm', b'%a'), (b'@-nonce', b'%n'), (b'@-timestamp', b'%t')]"),
            Arguments.of("Python environ", "'HTTP_X_SINCH_WEBHOOK_SIGNATURE': '%s', 'HTTP_X_SINCH_WEBHOOK_SIGNATURE_ALGORITHM': '%a', "
            + "'HTTP_X_SINCH_WEBHOOK_SIGNATURE_NONCE': '%n', "
                + "'HTTP_X_SINCH_WEBHOOK_SIGNATURE_TIMESTAMP': '%t'"),
            Arguments.of("Java Map of lists", "{content-length=[118], @=[%s], @-algorithm=[%a], @-nonce=[%n], @-timestamp=[%t]}"),
            Arguments.of("Java Map", "{content-length=118, @=%s, @-algorithm=%a, @-nonce=%n, @-timestamp=%t}"),
            Arguments.of("Spring", "[Host:\"desk.example\", @:\"%s\", @-algorithm:\"%a\", @-nonce:\"%n\", @-timestamp:\"%t\"]"),
            Arguments.of("Go", "map[Content-Length:[118] X-Sinch-Webhook-Signature:[%s] @-algorithm:[%a] @-nonce:[%n] @-timestamp:[%t]]"),
            Arguments.of("Ruby", "{\"@\"=>\"%s\", \"@-algorithm\"=>\"%a\", \"@-nonce\"=>\"%n\", \"@-timestamp\"=>\"%t\"}"),
            Arguments.of("PHP print_r",
            "Array\n(\n    [@] => %s\n    [@-algorithm] => %a\n    [@-nonce] => %n\n    [@-timestamp] => %t\n)"),
            Arguments.of("PHP var_dump", "array(4) {\n  [\"@\"]=>\n  string(44) \"%s\"\n  [\"@-algorithm\"]=>\n  array(1) {\n    [0]=>\n  "
            + "  string(10) \"%a\"\n  }\n  [\"@-nonce\"]=>\n  string(12) \"%n\"\n"
                + "  [\"@-timestamp\"]=>\n  string(10) \"%t\"\n}"),
            Arguments.of("PowerShell", "Key   : @\nValue : {%s}\n\nKey   : @-algorithm\nValue : {%a}\n\nKey   : @-nonce\nValue : "
            + "{%n}\n\nKey   : @-timestamp\nValue : {%t}"),
            Arguments.of("YAML", "headers:\n  host: desk.example\n  @: \"%s\"\n  @-algorithm: %a\n  @-nonce: '%n'\n  @-timestamp: \"%t\""),
            Arguments.of("YAML lists", "@:\n  - %s\n@-algorithm:\n  - %a\n@-nonce: >-\n  %n\n@-timestamp: [%t]"),
            Arguments.of("YAML name and value",
            "- name: @\n  value: %s\n- name: @-algorithm\n  value: %a\n- name: @-nonce\n  value: \"%n\"\n- name: @-timestamp\n  value: %t"),
            Arguments.of("browser tools, name and value on two lines",
            "content-type:\napplication/json\n@:\n%s\n@-algorithm:\n%a\n@-nonce:\n%n\n@-timestamp:\n%t"),
            Arguments.of("two lines without colon", "content-type\napplication/json\n@\n%s\n@-algorithm\n%a\n@-nonce\n%n\n@-timestamp\n%t"),
            Arguments.of("name TAB value", "Host\tdesk.example\n@\t%s\n@-algorithm\t%a\n@-nonce\t%n\n@-timestamp\t%t"),
            Arguments.of("columns",
            "Host                                 desk.example\n@            %s\n@-algorithm  %a\n@-nonce      %n\n@-timestamp  %t"),
            Arguments.of("Markdown table",
            "| Header | Value |\n|---|---|\n| `@` | `%s` |\n| @-algorithm | %a |\n| **@-nonce** | %n |\n| @-timestamp | %t |"),
            Arguments.of("HTML table", "<tr><td>@</td><td>ab&#43;/Cdef0123456789ABCDEFGHIJKLMNOPQRSTUVWXY&#x3D;</td></tr><tr>"
            + "<td>@-algorithm</td><td>%a</td></tr><tr><td>@-nonce</td><td>%n</td></tr><tr><td>@-timestamp</td><td>%t</td></tr>"),
            Arguments.of("XML", "<header name=\"@\" value=\"%s\"/><header "
            + "name=\"@-algorithm\">%a</header><header><name>@-nonce</name><value>%n</value></header><@-timestamp>%t</@-timestamp>"),
            Arguments.of("CSV", "name,value\n@,%s\n\"@-algorithm\",\"%a\"\n@-nonce,%n\n@-timestamp,%t"),
            Arguments.of("one curl line", "curl -X POST https://desk.example/api -H 'content-type: application/json' -H '@: %s' -H "
            + "\"@-algorithm: %a\" --header='@-nonce: %n' -H @-timestamp:%t --data-raw '{\"type\":\"mo_text\"}'"),
            Arguments.of("curl over several lines",
            "curl https://desk.example/ \\\n  -H '@: %s' \\\n  -H '@-algorithm: %a' \\\n  -H '@-nonce: %n' \\\n  -H '@-timestamp: %t'"),
            Arguments.of("fetch", "fetch(\"https://desk.example\", {\"headers\": {\"@\": \"%s\", \"@-algorithm\": \"%a\", \"@-nonce\": "
            + "\"%n\", \"@-timestamp\": \"%t\"}, \"body\": \"{}\"})"),
            Arguments.of("httpie", "http POST desk.example @:%s @-algorithm:%a @-nonce:%n @-timestamp:%t"),
            Arguments.of("nginx error log", "2026/11/29 11:00:00 [debug] 1#1: *1 http header: \"@: %s\"\n2026/11/29 11:00:00 [debug] 1#1: "
            + "*1 http header: \"@-algorithm: %a\"\n"
                + "[debug] http header: \"@-nonce: %n\"\n[debug] http header: \"@-timestamp: %t\""),
            Arguments.of("nginx log format with variables", "203.0.113.7 - - \"POST /sms HTTP/1.1\" 401 "
            + "http_x_sinch_webhook_signature=\"%s\" http_x_sinch_webhook_signature_algorithm=\"%a\" "
                + "http_x_sinch_webhook_signature_nonce=%n http_x_sinch_webhook_signature_timestamp=%t"),
            Arguments.of("Envoy", "':method', 'POST'\n'@', '%s'\n'@-algorithm', '%a'\n'@-nonce', '%n'\n'@-timestamp', '%t'"),
            Arguments.of("Apache forensic log", "+id|POST /sms HTTP/1.1|Host:desk.example|@:%s|@-algorithm:%a|@-nonce:%n|@-timestamp:%t"),
            Arguments.of("Wireshark", "    @: %s\\r\\n\n    @-algorithm: %a\\r\\n\n    @-nonce: %n\\r\\n\n    @-timestamp: %t\\r\\n"),
            Arguments.of("one string with escaped line ends",
            "\"Host: desk.example\\r\\n@: %s\\r\\n@-algorithm: %a\\r\\n@-nonce: %n\\r\\n@-timestamp: %t\\r\\n\""),
            Arguments.of("logfmt", "level=info msg=callback @=%s @-algorithm=%a @-nonce=%n @-timestamp=%t status=401"),
            Arguments.of("a query string", "@=ab%2B%2FCdef0123456789ABCDEFGHIJKLMNOPQRSTUVWXY%3D&@-algorithm=%a&@-nonce=%n&@-timestamp=%t"),
            Arguments.of("C#", "[@, %s], [@-algorithm, %a], [@-nonce, %n], [@-timestamp, %t]"),
            Arguments.of("typographic quotation marks", "“@”: “%s”, “@-algorithm”: “%a”, “@-nonce”: “%n”, “@-timestamp”: “%t”"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notations")
    void allFourAreFound(String notation, String pasted) {
        String text = pasted.replace("%s", SIGNATURE).replace("%a", "HmacSHA256").replace("%n", NONCE).replace("%t", TIMESTAMP)
            .replace("@", S);
        assertEquals(ALL, PastedHeaders.in(text));
        assertEquals(ALL, PastedHeaders.in(text.replace("\n", "\r\n")), "as a text field has it");
        assertEquals(ALL, PastedHeaders.in(text.replace(S, "X-SINCH-Webhook-Signature")), "in other letters");
    }

    @Test
    void aHeaderThatCameTwiceHasTwoValues() {
        for (String twice : List.of(S + ": a\n" + S + ": b", "{'" + S + "': ['a', 'b']}", "{" + S + "=[a, b]}", "map[" + S + ":[a b]]",
            "{\"" + S + "\":[\"a\",\"b\"]}", "-H '" + S + ": a' -H '" + S + ": b'")) {
            assertEquals(Map.of(S, List.of("a", "b")), PastedHeaders.in(twice), twice);
        }
    }

    @Test
    void aFoldedValueStaysWhatItIs() {
        assertEquals(Map.of(S, List.of("v=, v=")), PastedHeaders.in(S + ": v=, v="));
        assertEquals(Map.of(S, List.of("v=, v=")), PastedHeaders.in("{\"" + S + "\":\"v=, v=\"}"));
    }

    @Test
    void whatIsOddInALineIsNotMended() {
        assertEquals(Map.of(S + "-nonce", List.of("\",\"body\":\"x\"}.01NONCE")),
            PastedHeaders.in("> " + S + "-nonce:\",\"body\":\"x\"}.01NONCE"));
        assertEquals(Map.of(S + "-timestamp", List.of("2026-11-24T10:00:00Z")), PastedHeaders.in(S + "-timestamp: 2026-11-24T10:00:00Z"));
        assertEquals(Map.of(S, List.of("sha256=ab cd")), PastedHeaders.in(S + ": sha256=ab cd"));
    }

    @Test
    void anEmptyOneHasNoValueOfAnother() {
        assertEquals(Map.of(S, List.of(""), S + "-nonce", List.of("n")),
            PastedHeaders.in(S + ":\nContent-Type: application/json\n" + S + "-nonce: n"));
        assertEquals(Map.of(S + "-nonce", List.of("n")), PastedHeaders.in("{\"" + S + "\":null,\"" + S + "-nonce\":\"n\"}"));
        assertEquals(Map.of(), PastedHeaders.in("vary: " + S + ", " + S + "-nonce"));
    }

    @Test
    void userAndPasswordAreFoundToo() {
        for (String basic : List.of("Authorization: Basic c2luY2g6eA==", "{\"authorization\":\"Basic c2luY2g6eA==\"}",
            "-H 'authorization: Basic c2luY2g6eA=='",
                "{authorization=[Basic c2luY2g6eA==]}", "Authorization\tBasic c2luY2g6eA==")) {
            assertEquals(Map.of("authorization", List.of("Basic c2luY2g6eA==")), PastedHeaders.in(basic), basic);
        }
    }

    @Test
    void whereNoneIsNoneIsFound() {
        for (String nothing : List.of("", "  \n", "Content-Type: application/json", "x-sinch-webhook-signature-extra: a",
            "my-x-sinch-webhook-signature: a", "x-sinch-webhook-signature", "{\"a\":1}")) {
            assertEquals(Map.of(), PastedHeaders.in(nothing), nothing);
        }
    }

    @Test
    void halfAMegabyteIsReadInAMoment() {
        for (String piece : List.of(S + ":", "\"", "\\", "'" + S + "': [", "{\"name\":\"" + S + "\",", "<a", " \t", "value ", "\\n",
            "x-sinch-")) {
            String text = piece.repeat(500_000 / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(3), () -> PastedHeaders.in(text), piece);
            assertTimeoutPreemptively(Duration.ofSeconds(3), () -> PastedHeaders.in(S + text), piece);
        }
    }
}
