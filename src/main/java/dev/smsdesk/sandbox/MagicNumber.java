package dev.smsdesk.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Numbers by whose last digits one chooses what happens to a message, or to the call that sends it. The longest matching ending wins. */
public enum MagicNumber {
    FAILED("990101", DeliveryStep.to("Failed", 1), "Failed"),
    REJECTED("990102", DeliveryStep.to("Rejected", 2), "Rejected"),
    DELETED("990103", DeliveryStep.to("Deleted", 3), "Deleted"),
    EXPIRED("990104", DeliveryStep.to("Expired", 5), "Expired"),
    UNKNOWN("990105", DeliveryStep.to("Unknown", 6), "Unknown: the operator sent no receipt"),
    STAYS_DISPATCHED("990106", DeliveryStep.noFurtherThanDispatched(), "Dispatched, and no final report follows"),
    OUT_OF_ORDER("990107", DeliveryStep.dispatchedToldLast(), "Delivered, but the callback for Dispatched comes last"),
    TWICE("990108", DeliveryStep.everythingTwice(), "Delivered, each callback posted twice"),
    CONFLICT("990109", DeliveryStep.deliveredThenFailed(), "Delivered and later Failed: two final states"),
    LOST("990110", DeliveryStep.toDelivered(), "Delivered, but no callback comes: Sinch says so when asked"),
    FORGOTTEN("990111", DeliveryStep.toDelivered(), "No callback comes, and when asked Sinch no longer knows the message"),
    ROUTED("990112", DeliveryStep.toDelivered(), "Delivered; in the Conversation API channel_identity holds nrs_data"),

    NO_ANSWER("990000", MagicFault.silence(), "The call gets no answer and is not accepted"),
    ACCEPTED_NO_ANSWER("990001", MagicFault.silence().afterAccepting(), "The call is accepted but gets no answer"),
    NO_ID("990201", MagicFault.odd(201, "{}"), "The call gets a success without an id"),
    GARBAGE("990202", MagicFault.odd(201, "<html>garbage"), "The call gets a success and garbage"),
    REDIRECT("990302", MagicFault.bare(302), "The call gets a redirect"),
    BAD_REQUEST("990400", MagicFault.refusal(400, "syntax_invalid_parameter_format", "Invalid MSISDN"), "The call gets 400"),
    UNAUTHORISED("990401", MagicFault.refusal(401, null, "The access token is invalid").once(),
        "The call gets 401, which stops sending; after Resume it is accepted"),
    FORBIDDEN("990403", MagicFault.refusal(403, "illegal_number_type", "Illegal number type"),
        MagicFault.refusal(403, null, "The key has no access to the app").once(),
        "SMS API: the call gets 403, final for this message. Conversation API: 403 without access, which stops sending; after Resume it is"
            + " accepted"),
    ACCOUNT_BLOCKED("990414", MagicFault.refusal(403, "blocked_account", "The account is blocked").once(),
        MagicFault.refusal(403, null, "BILLING_CREDIT_LIMIT_BREACHED").once(),
        "The call gets 403 (blocked_account, or BILLING_CREDIT_LIMIT_BREACHED), which stops sending; after Resume it is accepted"),
    TOKEN_EXPIRED("990419", MagicFault.refusal(401, "expired", "The access token expired").once(),
        "The call gets 401; in the Conversation API the token has expired. The next call is accepted"),
    TOO_MANY("990429", MagicFault.refusal(429, "too_many_requests", "Too many requests").retryAfter("2").once(),
        "The call gets 429 with Retry-After: 2; the next one is accepted"),
    TOO_MANY_BARE("990430", MagicFault.bare(429).once(), "The call gets 429 without Retry-After; the next one is accepted"),
    BROKEN("990500", MagicFault.bare(500), "The call gets 500 and is not accepted"),
    ACCEPTED_BROKEN("990501", MagicFault.bare(500).afterAccepting(), "The call is accepted but gets 500"),
    UNAVAILABLE("990503", MagicFault.bare(503).once(), "The call gets 503; the next one is accepted"),

    UNROUTABLE("0402", DeliveryStep.to("Aborted", 402), "Aborted, 402 message unroutable"),
    INTERNAL_ERROR("0403", DeliveryStep.to("Aborted", 403), "Aborted, 403 internal error"),
    TEMPORARY_FAILURE("0404", DeliveryStep.to("Aborted", 404), "Aborted, 404 temporary delivery failure"),
    UNMATCHED_PARAMETER("0405", DeliveryStep.to("Aborted", 405), "Aborted, 405 unmatched parameter"),
    INTERNAL_EXPIRY("0406", DeliveryStep.to("Aborted", 406), "Aborted, 406 internal expiry"),
    CANCELLED("0407", DeliveryStep.to("Cancelled", 407), "Cancelled, 407"),
    INTERNAL_REJECT("0408", DeliveryStep.to("Aborted", 408), "Aborted, 408 internal reject"),
    UNMATCHED_ORIGINATOR("0410", DeliveryStep.to("Aborted", 410), "Aborted, 410 unmatched default originator"),
    TOO_MANY_PARTS("0411", DeliveryStep.to("Aborted", 411), "Aborted, 411 exceeded parts limit"),
    UNPROVISIONED_REGION("0412", DeliveryStep.to("Aborted", 412), "Aborted, 412 unprovisioned region"),
    BLOCKED("0413", DeliveryStep.to("Aborted", 413), "Aborted, 413 blocked");

    private final String ending;
    private final List<DeliveryStep> steps;
    private final MagicFault smsFault;
    private final MagicFault conversationFault;
    private final String effect;

    MagicNumber(String ending, List<DeliveryStep> steps, String effect) {
        this(ending, steps, null, null, effect);
    }

    MagicNumber(String ending, MagicFault fault, String effect) {
        this(ending, fault, fault, effect);
    }

    MagicNumber(String ending, MagicFault smsFault, MagicFault conversationFault, String effect) {
        this(ending, DeliveryStep.toDelivered(), smsFault, conversationFault, effect);
    }

    MagicNumber(String ending, List<DeliveryStep> steps, MagicFault smsFault, MagicFault conversationFault, String effect) {
        this.ending = ending;
        this.steps = steps;
        this.smsFault = smsFault;
        this.conversationFault = conversationFault;
        this.effect = effect;
    }

    /** What happens to a message to these digits. */
    static List<DeliveryStep> stepsOf(String digits) {
        return of(digits).map(magic -> magic.steps).orElseGet(DeliveryStep::toDelivered);
    }

    /** Whether every callback about a message to these digits gets lost. */
    public static boolean loses(String digits) {
        return of(digits).filter(magic -> magic == LOST || magic == FORGOTTEN).isPresent();
    }

    /** Whether nothing can be learnt of a message to these digits by asking. */
    public static boolean isForgotten(String digits) {
        return of(digits).filter(magic -> magic == FORGOTTEN).isPresent();
    }

    public static boolean hasRoutingData(String digits) {
        return of(digits).filter(magic -> magic == ROUTED).isPresent();
    }

    /** How a call of the SMS API is answered because of these digits; empty for nearly all. */
    public static Optional<MagicFault> smsFault(String digits) {
        return of(digits).map(magic -> magic.smsFault);
    }

    public static Optional<MagicFault> conversationFault(String digits) {
        return of(digits).map(magic -> magic.conversationFault);
    }

    /** The longer endings stand first. */
    private static Optional<MagicNumber> of(String digits) {
        return Arrays.stream(values()).filter(magic -> digits.endsWith(magic.ending)).findFirst();
    }

    public String getEnding() {
        return ending;
    }

    public String getEffect() {
        return effect;
    }

    /** The last thing that happens, or null where the number is about the call. */
    public DeliveryStep end() {
        return smsFault == null ? steps.get(steps.size() - 1) : null;
    }
}
