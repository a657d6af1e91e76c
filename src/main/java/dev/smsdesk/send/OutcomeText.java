package dev.smsdesk.send;

import dev.smsdesk.sinch.call.Advice;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.wording.StoredCode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a call as columns keep it, in lines: what happened, what to do next, and at last Sinch's words, which may be cut. */
public final class OutcomeText {
    private OutcomeText() {}

    public static String of(Refused refused) {
        String said = said(refused);
        return lines(said == null ? OutcomeCode.REFUSED_WITHOUT_REASON.stored(refused.status())
            : OutcomeCode.REFUSED.stored(refused.status(), said),
            nextStep(refused).stored());
    }

    /** Sinch's code and text, or null where it gave neither. */
    public static String said(Refused refused) {
        String said = Stream.of(refused.code(), refused.text()).filter(part -> !part.isBlank()).collect(Collectors.joining(": "));
        return said.isEmpty() ? null : said.matches("(?s).*[.!?]") ? said : said + ".";
    }

    private static StoredCode nextStep(Refused refused) {
        return switch (refused.code()) {
            case "illegal_number_type" -> OutcomeCode.TAKE_OTHER_SENDER;
            case "unknown_campaign" -> OutcomeCode.TAKE_REGISTERED_SENDER;
            case "syntax_invalid_parameter_format", "syntax_constraint_violation", "syntax_invalid_json" -> OutcomeCode.CHECK_MESSAGE;
            default -> OutcomeCode.PUT_RIGHT;
        };
    }

    public static String of(AccountRefused refused) {
        String as = Stream.of("HTTP " + refused.status(), refused.code()).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
        return lines(OutcomeCode.ACCOUNT_REFUSED.stored(as), refused.advice().isEmpty() ? forThePlan(refused).stored() : refused.advice(),
            OutcomeCode.THEN_RESUME.stored(), saying(refused.text()));
    }

    private static Advice forThePlan(AccountRefused refused) {
        return switch (refused.code()) {
            case "missing_callback_url" -> Advice.CHECK_CALLBACK_URL;
            case "blocked_account" -> Advice.ASK_ABOUT_CREDIT;
            default -> switch (refused.status()) {
                case 402 -> Advice.ASK_ABOUT_CREDIT;
                case 404 -> Advice.CHECK_PLAN_REGION;
                default -> Advice.CHECK_PLAN;
            };
        };
    }

    public static String of(ProxyRefused refused) {
        return lines(OutcomeCode.PROXY_REFUSED.stored(refused.proxy(), refused.said()), forTheProxy(refused.said()).stored());
    }

    private static Advice forTheProxy(String said) {
        return switch (said) {
            case "HTTP 407" -> Advice.CHECK_PROXY_PASSWORD;
            case "HTTP 403" -> Advice.ALLOW_AT_PROXY;
            default -> Advice.CHECK_PROXY;
        };
    }

    /** @param count how many final answers alike there were, none accepted between */
    public static String allAlike(Refused refused, int count) {
        return lines(OutcomeCode.ALL_REFUSED.stored(count, refused.status(), refused.code()), saying(refused.text()));
    }

    public static String of(Unauthorised unauthorised) {
        return lines(OutcomeCode.UNAUTHORISED.stored(), unauthorised.advice().isEmpty() ? Advice.CHECK_PLAN_TOKEN.stored()
            : unauthorised.advice(),
            OutcomeCode.THEN_RESUME.stored(), saying(unauthorised.text()));
    }

    public static String of(Later later) {
        return OutcomeCode.TRY_AGAIN_LATER.stored(later.status());
    }

    public static String of(NotSent notSent) {
        return OutcomeCode.NOT_REACHED.stored(notSent.why());
    }

    public static String of(Unsure unsure) {
        return OutcomeCode.UNSURE.stored(unsure.why());
    }

    private static String saying(String text) {
        return text.isBlank() ? "" : OutcomeCode.WORDS_OF_SINCH.stored(text);
    }

    private static String lines(String... lines) {
        return Stream.of(lines).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
