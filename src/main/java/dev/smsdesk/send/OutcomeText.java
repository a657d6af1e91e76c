package dev.smsdesk.send;

import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the end of a call means, for people: what happened and what to do next. */
public final class OutcomeText {
    public static final String LAPSED = "The call was begun, but no answer was recorded in time. Look it up at Sinch before you decide to send it again.";

    private OutcomeText() {}

    public static String of(Refused refused) {
        String said = said(refused);
        return "Sinch refused it (HTTP " + refused.status() + "): " + (said == null ? "No reason was given." : said) + " " + nextStep(refused);
    }

    /** Sinch's code and text, or null where it gave neither. */
    public static String said(Refused refused) {
        String said = Stream.of(refused.code(), refused.text()).filter(part -> !part.isBlank()).collect(Collectors.joining(": "));
        return said.isEmpty() ? null : ended(said);
    }

    private static String ended(String said) {
        return said.matches("(?s).*[.!?]") ? said : said + ".";
    }

    private static String nextStep(Refused refused) {
        return switch (refused.code()) {
            case "illegal_number_type" -> "Take another kind of sender for this country.";
            case "unknown_campaign" -> "Take a sender that belongs to a registered campaign.";
            case "syntax_invalid_parameter_format", "syntax_constraint_violation", "syntax_invalid_json" ->
                "Check sender, numbers and text, then compose a new batch.";
            default -> "Put right what Sinch names, then compose a new batch.";
        };
    }

    /** What to do stands before Sinch's words, which may be cut. */
    public static String of(AccountRefused refused) {
        String as = Stream.of("HTTP " + refused.status(), refused.code()).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
        return "Sinch, or a filter on the way, takes no messages from this account (" + as + "). " + forTheAccount(refused) + " Then resume sending."
            + said(refused.text());
    }

    private static String forTheAccount(AccountRefused refused) {
        return !refused.advice().isEmpty() ? refused.advice() : switch (refused.code()) {
            case "missing_callback_url" -> "Check SMSDESK_PUBLIC_URL, or set a callback URL of the service plan.";
            case "blocked_account" -> "Ask Sinch about the account; perhaps it is out of credit.";
            default -> switch (refused.status()) {
                case 402 -> "Ask Sinch about the account; perhaps it is out of credit.";
                case 404 -> "Check region and service plan id.";
                default -> "Check service plan id, region, what the account may do, and any filter between this server and Sinch.";
            };
        };
    }

    public static String of(ProxyRefused refused) {
        return "The proxy " + refused.proxy() + " opened no connection to Sinch (" + refused.said() + "). Nothing was sent. " + forTheProxy(refused.said());
    }

    private static String forTheProxy(String said) {
        return switch (said) {
            case "HTTP 407" -> "It asks for a user and password, or does not accept those that it got: check SMSDESK_HTTP_PROXY_USER and "
                + "SMSDESK_HTTP_PROXY_PASSWORD, then resume sending.";
            case "HTTP 403" -> "It does not allow this host: have Sinch's hosts allowed there, then resume sending.";
            default -> "Check whether the proxy can reach Sinch, then resume sending.";
        };
    }

    /** @param count how many final answers alike there were, none accepted between */
    public static String allAlike(Refused refused, int count) {
        return "The last " + count + " messages were all refused (HTTP " + refused.status() + ", " + refused.code() + "). The others wait. "
            + "Withdraw what is wrong, or put right what Sinch names; then resume sending." + said(refused.text());
    }

    private static String said(String text) {
        return text.isBlank() ? "" : " Sinch says: " + ended(text);
    }

    public static String of(Unauthorised unauthorised) {
        String advice = unauthorised.advice().isEmpty() ? "Check service plan id, API token and region." : unauthorised.advice();
        return "Sinch does not accept the credentials (HTTP 401). " + advice + " Then resume sending." + said(unauthorised.text());
    }

    public static String of(Later later) {
        return "Sinch asked to come again later (HTTP " + later.status() + "). It is tried again by itself.";
    }

    public static String of(NotSent notSent) {
        return "Sinch was not reached, nothing was sent: " + ended(notSent.why()) + " It is tried again by itself.";
    }

    public static String of(Unsure unsure) {
        return "It is not known whether Sinch has it: " + ended(unsure.why()) + " Look it up at Sinch before you decide to send it again.";
    }
}
