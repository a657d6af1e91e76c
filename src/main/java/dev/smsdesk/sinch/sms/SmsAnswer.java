package dev.smsdesk.sinch.sms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.ErrorText;
import dev.smsdesk.sinch.call.RetryAfter;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
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
    /** A word, for example {@code syntax_invalid_json}. Filters and proxies write a number in its place, or nothing. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    /** Source: Sinch SMS reference, errors with status 403. */
    private static final Set<String> ABOUT_THE_MESSAGE = Set.of("unknown_group", "unknown_campaign", "illegal_number_type");

    SendOutcome meaning(Instant now) {
        return switch (status) {
            case 429, 503 -> new Later(status, RetryAfter.read(retryAfter, now));
            case 401 -> new Unauthorised(text());
            // It comes from a proxy or gateway between: whether Sinch got the request before is not known.
            case 408 -> new Unsure(CallFault.ANSWERED.stored(408));
            default -> byClass();
        };
    }

    private SendOutcome byClass() {
        return switch (status / 100) {
            case 2 -> accepted();
            case 4 -> isAboutTheMessage() ? new Refused(status, code(), text()) : new AccountRefused(status, code(), text());
            default -> new Unsure(CallFault.ANSWERED.stored(status));
        };
    }

    private boolean isAboutTheMessage() {
        return status == 400 && CODE.matcher(code()).matches() || status == 403 && ABOUT_THE_MESSAGE.contains(code());
    }

    private SendOutcome accepted() {
        Unsure unsure = new Unsure(CallFault.ANSWERED_WITHOUT_ID.stored(status));
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

    private String code() {
        return ErrorText.of(body).code();
    }

    private String text() {
        return ErrorText.of(body).text();
    }

    private JsonNode json() {
        return Json.object(body == null ? new byte[0] : body);
    }
}
