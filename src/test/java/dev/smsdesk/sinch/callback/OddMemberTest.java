package dev.smsdesk.sinch.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.NotUnderstood;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.json.Unreadable;
import dev.smsdesk.sinch.signature.OwnVectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An unreadable member counts as absent and is named; only ids, status and text can make a callback unreadable")
class OddMemberTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HUGE = '"' + "x".repeat(5000) + '"';
    private static final List<String> ODD = List.of("[]", "[1]", "{}", "{\"a\":1}", "true", "false", "4.5", "1e400", "9".repeat(200), HUGE,
        "\"0001-01-01T00:00:00Z\"", "\"1970-01-01T00:00:00Z\"", "\"2026-11-29 07:00:00\"");
    private static final Set<String> REQUIRED = Set.of("batch_id", "recipient", "status", "id", "from", "body", "message_id", "text",
        "text_message", "contact_message");
    /** Read leniently: any text, whole numbers as text, cut where it is long. */
    private static final Set<String> FREE_TEXT = Set.of("client_reference", "metadata", "correlation_id", "reason", "description", "code",
        "sub_code", "to",
        "sender_id", "identity", "type");
    /** What identifies the sender of an inbound is optional in a report, whose message has one recipient. */
    private static final Set<String> IDENTITY = Set.of("channel_identity", "identity");
    private static final Set<String> READ = Set.of("type", "batch_id", "recipient", "status", "code", "at", "operator_status_at",
        "client_reference", "id",
        "from", "to", "body", "received_at", "sent_at", "event_time", "accepted_time", "accept_time", "correlation_id", "message_id",
            "metadata", "reason",
        "description", "sub_code", "channel_identity", "identity", "sender_id", "contact_message", "text_message", "text");

    @ParameterizedTest
    @ValueSource(strings = {"sms-recipient-delivered.json", "sms-inbound.json", "conversation-failed.json", "conversation-inbound.json"})
    void everyMemberHasEveryOddValue(String payload) throws Exception {
        Channel channel = payload.startsWith("sms") ? Channel.SMS : Channel.CONVERSATION;
        Callback whole = read(channel, MAPPER.readTree(OwnVectors.bytes(payload)));
        for (List<String> path : paths(MAPPER.readTree(OwnVectors.bytes(payload)), List.of())) {
            for (String odd : ODD) {
                JsonNode body = MAPPER.readTree(OwnVectors.bytes(payload));
                ObjectNode owner = (ObjectNode) (path.size() == 1 ? body : body.at("/"
                    + String.join("/", path.subList(0, path.size() - 1))));
                owner.putRawValue(path.get(path.size() - 1), new RawValue(odd));
                check(whole, read(channel, body), path, odd);
            }
        }
    }

    private static void check(Callback whole, Callback read, List<String> path, String odd) {
        String name = path.get(path.size() - 1);
        String at = String.join(".", path) + " = " + odd.substring(0, Math.min(40, odd.length()));
        boolean inbound = whole instanceof Inbound;
        if (path.size() == 1 && (name.equals("message") || name.equals("message_delivery_report")) && !odd.startsWith("{")) {
            assertEquals(new NotUnderstood("member-no-object:" + name), read, at);
        } else if (path.size() == 1 && (name.equals("message") || name.equals("message_delivery_report")) || REQUIRED.contains(name)
            && !path.contains("reason")
                || inbound && IDENTITY.contains(name)) {
            if (read instanceof NotUnderstood not) {
                assertTrue(not.why().contains(String.join(".", path)), () -> at + ": " + not.why());
            } else {
                assertTrue(odd.startsWith("\"") || odd.startsWith("9"), () -> at + " was read: " + read);
            }
        } else if (name.equals("type") && odd.startsWith("\"") && !odd.equals(HUGE)) {
            assertEquals(new NotUnderstood(Unreadable.TYPE_NOT_FOLLOWED.stored(odd.replace("\"", ""))), read, at);
        } else {
            assertEquals(id(whole), id(assertInstanceOf(whole.getClass(), read, at)), at);
            boolean mayBeRead = FREE_TEXT.contains(name) && odd.startsWith("\"") || name.equals("reason") && odd.startsWith("{")
                || name.equals("channel_identity") && odd.startsWith("{");
            boolean named = ignored(read).contains(String.join(".", path));
            assertTrue(!READ.contains(name) || inbound && name.equals("metadata") || mayBeRead || named
                || path.contains("channel_identity") && !name.equals("identity"), () -> at + " is not named: " + read);
            assertTrue(READ.contains(name) || !named, () -> at + " is never read, and was named");
        }
    }

    private static Object id(Callback callback) {
        return callback instanceof Reports reports ? List.of(reports.providerId(), reports.lines().get(0).status())
            : callback instanceof Inbound inbound ? List.of(inbound.id(), inbound.from(), inbound.text()) : callback;
    }

    private static Collection<String> ignored(Callback callback) {
        return callback instanceof Reports reports ? reports.ignored() : ((Inbound) callback).ignored();
    }

    private static List<List<String>> paths(JsonNode object, List<String> prefix) {
        List<List<String>> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            List<String> path = Stream.concat(prefix.stream(), Stream.of(member.getKey())).toList();
            paths.add(path);
            if (member.getValue().isObject()) {
                paths.addAll(paths(member.getValue(), path));
            }
        }
        return paths;
    }

    private static Callback read(Channel channel, JsonNode body) {
        return Callback.read(channel, body.toString().getBytes(StandardCharsets.UTF_8), "application/json", null);
    }
}
