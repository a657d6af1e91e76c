package dev.smsdesk.sinch.sms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sinch.call.RetryAfter;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.json.Bounded;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.WireTime;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One answer to POST …/batches and what it means.
 * @param retryAfter the header as it came, or null
 * @param body       all of it, or null when it was too long or broke off
 */
record SmsAnswer(int status, String retryAfter, byte[] body) {
    private static final int CODE_LENGTH = 64;
    /** A word, such as {@code syntax_invalid_json}; what filters and proxies write in its place is a number or nothing. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    /** Source: Sinch SMS reference, errors with status 403. */
    private static final Set<String> ABOUT_THE_MESSAGE = Set.of("unknown_group", "unknown_campaign", "illegal_number_type");
    private static final int TEXT_LENGTH = 500;

    SendOutcome meaning(Instant now) {
        return switch (status) {
            case 429, 503 -> new Later(status, RetryAfter.read(retryAfter, now));
            case 401 -> new Unauthorised(text());
            // Said by whatever stands between: whether Sinch got the request before, nobody knows.
            case 408 -> new Unsure("Answered 408.");
            default -> byClass();
        };
    }

    private SendOutcome byClass() {
        return switch (status / 100) {
            case 2 -> accepted();
            case 4 -> isAboutTheMessage() ? new Refused(status, code(), text()) : new AccountRefused(status, code(), text());
            default -> new Unsure("Answered " + status + ".");
        };
    }

    private boolean isAboutTheMessage() {
        return status == 400 && CODE.matcher(code()).matches() || status == 403 && ABOUT_THE_MESSAGE.contains(code());
    }

    private SendOutcome accepted() {
        Unsure unsure = new Unsure("Answered " + status + " without a readable id.");
        try {
            JsonNode batch = json();
            String id = batch.path("id").textValue();
            if (id == null || id.isBlank() || id.length() > 128) {
                return unsure;
            }
            String createdAt = batch.path("created_at").textValue();
            return new Accepted(id, createdAt == null ? null : WireTime.parse(createdAt));
        } catch (NotReadable e) {
            return unsure;
        }
    }

    /** {@code code}, or {@code error.status} of the other shape seen on Sinch's status page. */
    private String code() {
        return said("code", "status", CODE_LENGTH);
    }

    String text() {
        return said("text", "message", TEXT_LENGTH);
    }

    private String said(String name, String nameInError, int most) {
        try {
            JsonNode whole = json();
            JsonNode node = whole.path("error").isObject() ? whole.path("error").path(nameInError) : whole.path(name);
            return node.isValueNode() && !node.isNull() ? Bounded.line(node.asText(), most) : "";
        } catch (NotReadable e) {
            return "";
        }
    }

    private JsonNode json() {
        return Json.object(body == null ? new byte[0] : body);
    }
}
