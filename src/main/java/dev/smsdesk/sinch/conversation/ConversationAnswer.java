package dev.smsdesk.sinch.conversation;

import dev.smsdesk.sinch.call.Advice;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.ErrorText;
import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/** The meaning of an answer to messages:send: docs/decisions/020. */
final class ConversationAnswer {
    private static final String CREDIT = "BILLING_CREDIT_LIMIT_BREACHED";
    /** Words of Google's error model, which Sinch uses, for a request that is wrong by itself. */
    private static final Set<String> ABOUT_THE_MESSAGE = Set.of("INVALID_ARGUMENT", "OUT_OF_RANGE");
    /** In a 400 these words are about the app, or about what we send with every message. */
    private static final Pattern ABOUT_THE_ACCOUNT =
        Pattern.compile("(?i)\\bapps?\\b|app_id|project|credential|callback_url|not configured|no channel|"
        + "CHANNEL_CONFIGURATION_MISSING|CHANNEL_BAD_CONFIGURATION|NO_CHANNELS_LEFT|UNKNOWN_APP");

    private ConversationAnswer() {}

    static SendOutcome meaning(HttpAnswer answer, Instant now) {
        ErrorText said = ErrorText.of(answer.body());
        int status = answer.status();
        return switch (status) {
            case 429, 503 -> new Later(status, answer.wait(now));
            case 401 -> new Unauthorised(said.text(), Advice.CHECK_PROJECT_KEY.stored());
            // It comes from a proxy or gateway between: whether Sinch got the request before is not known.
            case 408 -> new Unsure(CallFault.ANSWERED.stored(408));
            default -> switch (status / 100) {
                case 2 -> accepted(answer);
                case 4 -> refused(status, said);
                default -> new Unsure(CallFault.ANSWERED.stored(status));
            };
        };
    }

    private static SendOutcome accepted(HttpAnswer answer) {
        Unsure unsure = new Unsure(CallFault.ANSWERED_WITHOUT_ID.stored(answer.status()));
        if (answer.body() == null) {
            return unsure;
        }
        try {
            Fields message = Fields.of(Json.object(answer.body()));
            String id = message.id("message_id");
            return id == null || id.isBlank() ? unsure : new Accepted(id, message.time("accepted_time"));
        } catch (NotReadable e) {
            return unsure;
        }
    }

    private static SendOutcome refused(int status, ErrorText said) {
        if (said.code().equals("ALREADY_EXISTS")) {
            return new Unsure(CallFault.ANSWERED_AS_DUPLICATE.stored(status));
        }
        String words = said.code() + ' ' + said.text() + ' ' + said.details();
        if (words.contains(CREDIT)) {
            return new AccountRefused(status, CREDIT, said.text(), Advice.OUT_OF_CREDIT.stored());
        }
        boolean aboutTheAccount = ABOUT_THE_ACCOUNT.matcher(words).find();
        if (status == 400 && ABOUT_THE_MESSAGE.contains(said.code()) && !aboutTheAccount) {
            return new Refused(status, said.code(), said.text());
        }
        return new AccountRefused(status, said.code(), said.text(), advice(status));
    }

    private static String advice(int status) {
        return switch (status) {
            case 400 -> Advice.CHECK_APP_SMS.stored();
            case 402 -> Advice.OUT_OF_CREDIT.stored();
            case 404 -> Advice.CHECK_APP.stored();
            default -> Advice.CHECK_ACCESS.stored();
        };
    }
}
