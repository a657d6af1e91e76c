package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SandboxStore.Query;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages that were sent or received, newest first, as far as the app keeps them. */
final class ConversationLists {
    static final int CONVERSATION_DAYS = 14;
    private static final Instant FIRST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9998-01-01T00:00:00Z");
    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,7}):([0-9]{1,15})");
    private final double pace;
    private final SandboxStore store;
    private final Clock clock;

    ConversationLists(SandboxSettings settings, SandboxStore store, Clock clock) {
        this.pace = settings.pace();
        this.store = store;
        this.clock = clock;
    }

    static Query all(Kind kind) {
        return new Query(Set.of(kind), FIRST, END, Set.of(), null);
    }

    /** @throws CallRefused 404 for a message that is not kept */
    String message(String id, boolean dispatch, AppSettings app) {
        Instant since = since(dispatch, app);
        ObjectNode message = outbound(id, dispatch, since);
        if (message == null) {
            message = store.json(dispatch ? Kind.DISPATCH_INBOUND : Kind.INBOUND, id).map(ConversationLists::object).orElse(null);
        }
        if (message == null || MagicNumber.isForgotten(message.path("channel_identity").path("identity").asText())) {
            throw new CallRefused(404, null, "There is no such message, or it is not kept");
        }
        return message.toString();
    }

    private ObjectNode outbound(String id, boolean dispatch, Instant since) {
        return store.json(dispatch ? Kind.DISPATCH_MESSAGE : Kind.MESSAGE, id).map(StoredMessage::from)
            .filter(message -> !message.acceptedAt().isBefore(since)).map(this::shown).orElse(null);
    }

    String messages(QueryValues query, AppSettings app) {
        String appId = query.text("app_id");
        if (appId != null && !appId.equals(SandboxSettings.NAME)) {
            throw new CallRefused(404, null, "There is no such app: the app id of the sandbox is " + SandboxSettings.NAME);
        }
        query.word("channel", List.of("SMS"));
        boolean dispatch = isDispatch(query);
        int size = query.number("page_size", 10, 1, 1000);
        Instant since = since(dispatch, app);
        Instant from = query.time("start_time", FIRST);
        Matcher token = token(query.text("page_token"));
        int skip = token == null ? 0 : Integer.parseInt(token.group(1));
        Instant until = token == null ? query.time("end_time", clock.instant().plusMillis(1))
            : Instant.ofEpochMilli(Long.parseLong(token.group(2)));
        String identity = query.text("channel_identity");
        Set<String> numbers = identity == null ? Set.of() : Set.of(PhoneDigits.of(identity));
        Query wanted = new Query(kinds(query, dispatch), from.isBefore(since) ? since : from, until, numbers, null);
        ObjectNode json = Json.newObject();
        ArrayNode messages = json.putArray("messages");
        List<String> found = store.list(wanted, skip, size + 1);
        boolean metadata = query.word("view", List.of("WITH_METADATA", "WITHOUT_METADATA")).equals("WITH_METADATA");
        found.stream().limit(size).map(this::shown)
            .filter(message -> !MagicNumber.isForgotten(message.path("channel_identity").path("identity").asText()))
            .forEach(message -> messages.add(metadata ? message : message.without("metadata")));
        return json.put("next_page_token", found.size() > size ? token(skip + size, until) : "").toString();
    }

    static boolean isDispatch(QueryValues query) {
        return query.word("messages_source", List.of("CONVERSATION_SOURCE", "DISPATCH_SOURCE")).equals("DISPATCH_SOURCE");
    }

    private static Set<Kind> kinds(QueryValues query, boolean dispatch) {
        String direction = query.word("direction", List.of("UNDEFINED_DIRECTION", "TO_APP", "TO_CONTACT"));
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (!direction.equals("TO_APP")) {
            kinds.add(dispatch ? Kind.DISPATCH_MESSAGE : Kind.MESSAGE);
        }
        if (!direction.equals("TO_CONTACT")) {
            kinds.add(dispatch ? Kind.DISPATCH_INBOUND : Kind.INBOUND);
        }
        return kinds;
    }

    private ObjectNode shown(String json) {
        ObjectNode entry = object(json);
        return entry.has("request") ? shown(StoredMessage.from(json)) : entry;
    }

    private ObjectNode shown(StoredMessage message) {
        return ConversationBodies.message(message, message.timeline(pace).standing(clock.instant()));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Members.object(json.getBytes(StandardCharsets.UTF_8));
    }

    /** From when on messages are kept. */
    private Instant since(boolean dispatch, AppSettings app) {
        int days = dispatch ? app.dispatchDays() : CONVERSATION_DAYS;
        return days == 0 ? END : clock.instant().minus(Duration.ofDays(days));
    }

    /** How far the pages before went, and until when they looked, so that new messages do not shift the next page. */
    private static String token(int skip, Instant until) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((skip + ":" + until.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
    }

    private static Matcher token(String given) {
        if (given == null) {
            return null;
        }
        try {
            Matcher token = TOKEN.matcher(new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8));
            if (token.matches()) {
                return token;
            }
        } catch (IllegalArgumentException e) {
            throw CallRefused.format("page_token: not one that this list gave");
        }
        throw CallRefused.format("page_token: not one that this list gave");
    }
}
