package dev.smsdesk.sinch.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.RecipientReport;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bodies of the Conversation API: an envelope and one payload member, whose name is the event. Source: Sinch Conversation reference, read
 * 2026-11-23.
 */
public final class ConversationCallback {
    private static final String REPORT = "message_delivery_report";
    private static final String MESSAGE = "message";
    /** Sent only to apps that subscribed to it. It has no status, so the name of its trigger stands for one. */
    private static final String SUBMIT = "message_submit_notification";
    private static final String SUBMIT_STATUS = "MESSAGE_SUBMIT";
    private static final Set<String> ENVELOPE = Set.of("app_id", "project_id", "accepted_time", "event_time", "message_metadata",
        "correlation_id");

    private ConversationCallback() {}

    static Callback read(Fields body) {
        boolean one = body.object().path(REPORT).isObject() || body.object().path(MESSAGE).isObject();
        if (!one && SmsCallback.isOne(body)) {
            throw NotReadable.belongsTo(Channel.SMS);
        }
        Fields report = body.inside(REPORT);
        Fields message = body.inside(MESSAGE);
        if (report != null && message != null) {
            throw new NotReadable(Unreadable.TWO_EVENTS, REPORT, MESSAGE);
        }
        if (report != null) {
            return reports(body, report);
        }
        if (message != null) {
            return inbound(body, message);
        }
        Fields submit = body.inside(SUBMIT);
        if (submit != null) {
            return submitted(body, submit);
        }
        throw body.ignored().isEmpty() ? notFollowed(body)
            : body.fault(body.ignored().iterator().next(), Unreadable.MEMBER_NO_OBJECT);
    }

    /** An inbound message as it stands in a list, without an envelope. @throws NotReadable where this desk cannot read it */
    public static Inbound listed(Fields message) {
        return inbound(message, message);
    }

    /** Whether this is a Conversation body, wherever it was posted. */
    static boolean isOne(Fields body) {
        JsonNode object = body.object();
        return object.has(REPORT) || object.path(MESSAGE).isObject() || object.has("app_id") && object.has("project_id");
    }

    private static Reports reports(Fields envelope, Fields report) {
        String id = report.requiredId("message_id");
        RecipientReport line = new RecipientReport(address(report), report.required("status", Fields.STATUS_LENGTH), null, reason(report),
                envelope.time("event_time"), envelope.time("accepted_time"), null);
        return new Reports(Channel.CONVERSATION, id, report.id("metadata"), List.of(line), envelope.ignored());
    }

    private static Reports submitted(Fields envelope, Fields submit) {
        RecipientReport line = new RecipientReport(address(submit), SUBMIT_STATUS, null, null, envelope.time("event_time"),
            envelope.time("accepted_time"), null);
        return new Reports(Channel.CONVERSATION, submit.requiredId("message_id"), submit.id("metadata"), List.of(line), envelope.ignored());
    }

    private static Inbound inbound(Fields envelope, Fields message) {
        String id = message.requiredId("id");
        String from = sender(message);
        String to = message.address("sender_id");
        Instant taken = message.time("accept_time");
        Instant accepted = envelope.time("accepted_time");
        return new Inbound(Channel.CONVERSATION, id, from, to, text(message), taken == null ? accepted : taken, envelope.time("event_time"),
                envelope.id("correlation_id"), envelope.ignored());
    }

    /** Pictures, places and cards are kept, but this desk reads texts alone. */
    private static String text(Fields message) {
        Fields content = message.requiredInside("contact_message");
        if (!content.object().hasNonNull("text_message")) {
            throw content.fault("text_message", Unreadable.NO_TEXT_BUT, String.join(", ", names(content.object())));
        }
        Fields text = content.requiredInside("text_message");
        return text.requiredText("text", Fields.TEXT_LENGTH);
    }

    private static String sender(Fields message) {
        if (!message.object().hasNonNull("channel_identity")) {
            throw message.fault("channel_identity.identity", Unreadable.MEMBER_MISSING);
        }
        return message.requiredInside("channel_identity").requiredAddress("identity");
    }

    private static String address(Fields payload) {
        Fields identity = payload.inside("channel_identity");
        return identity == null ? null : identity.address("identity");
    }

    /** "CODE: description (SUB_CODE)" of an object; older bodies have text, mostly empty. */
    private static String reason(Fields report) {
        JsonNode given = report.object().path("reason");
        if (given.isTextual()) {
            return given.textValue().isEmpty() ? null : Text.cut(given.textValue(), Fields.REASON_LENGTH);
        }
        Fields reason = report.inside("reason");
        if (reason == null) {
            return null;
        }
        String code = reason.id("code");
        String description = reason.text("description");
        String subCode = reason.id("sub_code");
        String said = (code == null ? "" : code) + (description == null ? "" : ": " + description);
        boolean more = subCode != null && !subCode.equals("UNSPECIFIED_SUB_CODE");
        String whole = said + (more ? " (" + subCode + ")" : "");
        return whole.isEmpty() ? null : Text.cut(whole, Fields.REASON_LENGTH);
    }

    private static NotReadable notFollowed(Fields body) {
        return names(body.object()).stream().filter(name -> !ENVELOPE.contains(name)).findFirst()
            .map(event -> new NotReadable(Unreadable.EVENT_NOT_FOLLOWED, event)).orElseGet(() -> new NotReadable(Unreadable.NO_EVENT));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).limit(20).toList();
    }
}
