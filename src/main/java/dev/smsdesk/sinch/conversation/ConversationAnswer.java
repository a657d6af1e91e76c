package dev.smsdesk.sinch.conversation;

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

/** What an answer to messages:send means: docs/decisions/020. */
final class ConversationAnswer {
    static final String TOKEN_ADVICE = "Check SINCH_PROJECT_ID, SINCH_KEY_ID and SINCH_KEY_SECRET: the key must belong to that project.";
    static final String NOT_THERE_ADVICE =
        "Check SINCH_APP_ID, SINCH_PROJECT_ID and SINCH_CONVERSATION_REGION: an app is only known in its own region.";
    static final String ACCESS_ADVICE =
        "Check in Sinch's dashboard what the access key may do, and any filter between this server and Sinch.";
    static final String CREDIT_ADVICE = "The account is out of credit, or has reached its limit: ask Sinch.";
    static final String APP_ADVICE = "Check in Sinch's dashboard that the app has the channel SMS, with a service plan of the same region.";
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
            case 401 -> new Unauthorised(said.text(), TOKEN_ADVICE);
            // It comes from a proxy or gateway between: whether Sinch got the request before is not known.
            case 408 -> new Unsure("Answered 408.");
            default -> switch (status / 100) {
                case 2 -> accepted(answer);
                case 4 -> refused(status, said);
                default -> new Unsure("Answered " + status + ".");
            };
        };
    }

    private static SendOutcome accepted(HttpAnswer answer) {
        Unsure unsure = new Unsure("Answered " + answer.status() + " without a readable message_id.");
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
            return new Unsure("Answered " + status + ": Sinch says that it has this message already.");
        }
        String words = said.code() + ' ' + said.text() + ' ' + said.details();
        if (words.contains(CREDIT)) {
            return new AccountRefused(status, CREDIT, said.text(), CREDIT_ADVICE);
        }
        boolean aboutTheAccount = ABOUT_THE_ACCOUNT.matcher(words).find();
        if (status == 400 && ABOUT_THE_MESSAGE.contains(said.code()) && !aboutTheAccount) {
            return new Refused(status, said.code(), said.text());
        }
        return new AccountRefused(status, said.code(), said.text(), advice(status));
    }

    private static String advice(int status) {
        return switch (status) {
            case 400 -> APP_ADVICE;
            case 402 -> CREDIT_ADVICE;
            case 404 -> NOT_THERE_ADVICE;
            default -> ACCESS_ADVICE;
        };
    }
}
