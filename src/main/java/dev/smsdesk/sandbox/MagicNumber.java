package dev.smsdesk.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Numbers by whose last digits one chooses what becomes of a message, or of the call that sends it. Where two endings fit, the longer one counts. */
public enum MagicNumber {
    FAILED("990101", DeliveryStep.to("Failed", 1), "Failed"),
    REJECTED("990102", DeliveryStep.to("Rejected", 2), "Rejected"),
    DELETED("990103", DeliveryStep.to("Deleted", 3), "Deleted"),
    EXPIRED("990104", DeliveryStep.to("Expired", 5), "Expired"),
    UNKNOWN("990105", DeliveryStep.to("Unknown", 6), "Unknown: the operator never said"),
    STAYS_DISPATCHED("990106", DeliveryStep.noFurtherThanDispatched(), "Dispatched, and nothing more is heard"),
    OUT_OF_ORDER("990107", DeliveryStep.dispatchedToldLast(), "Delivered, but the callback for Dispatched comes last"),
    TWICE("990108", DeliveryStep.everythingTwice(), "Delivered, each callback posted twice"),
    LOST("990110", DeliveryStep.toDelivered(), "Delivered, but no callback comes: Sinch says so when asked"),
    FORGOTTEN("990111", DeliveryStep.toDelivered(), "No callback comes, and when asked Sinch no longer knows the batch"),
    CONFLICT("990109", DeliveryStep.deliveredThenFailed(), "Delivered and later Failed: two final states"),

    NO_ANSWER("990000", CallFault.none(), "The call gets no answer"),
    NO_ID("990201", new CallFault(201, null, "{}", false), "The call gets 201 without an id"),
    GARBAGE("990202", new CallFault(201, null, "<html>garbage", false), "The call gets 201 and garbage"),
    REDIRECT("990302", CallFault.bare(302), "The call gets a redirect"),
    BAD_REQUEST("990400", CallFault.refusal(400, "syntax_invalid_parameter_format", "Invalid MSISDN"), "The call gets 400"),
    UNAUTHORISED("990401", CallFault.onceThenTaken(401, null), "The call gets 401, which stops sending; after Resume it is taken"),
    FORBIDDEN("990403", CallFault.refusal(403, "illegal_number_type", "Illegal number type"), "The call gets 403, final for this message"),
    ACCOUNT_BLOCKED("990414", CallFault.refusal(403, "blocked_account", "The account is blocked").once(),
        "The call gets 403 blocked_account, which stops sending; after Resume it is taken"),
    TOO_MANY("990429", CallFault.onceThenTaken(429, "2"), "The call gets 429 with Retry-After: 2; the next one is taken"),
    TOO_MANY_BARE("990430", CallFault.onceThenTaken(429, null), "The call gets 429 without Retry-After; the next one is taken"),
    BROKEN("990500", CallFault.bare(500), "The call gets 500"),
    UNAVAILABLE("990503", CallFault.onceThenTaken(503, null), "The call gets 503; the next one is taken"),

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
    private final CallFault answer;
    private final String effect;

    MagicNumber(String ending, List<DeliveryStep> steps, String effect) {
        this.ending = ending;
        this.steps = steps;
        this.answer = null;
        this.effect = effect;
    }

    MagicNumber(String ending, CallFault answer, String effect) {
        this.ending = ending;
        this.steps = DeliveryStep.toDelivered();
        this.answer = answer;
        this.effect = effect;
    }

    /** What happens to a message to these digits. */
    static List<DeliveryStep> stepsOf(String digits) {
        return of(digits).map(magic -> magic.steps).orElseGet(DeliveryStep::toDelivered);
    }

    /** Whether every callback about a message to these digits gets lost. */
    static boolean loses(String digits) {
        return of(digits).filter(magic -> magic == LOST || magic == FORGOTTEN).isPresent();
    }

    /** Whether nothing can be learnt of a batch with these digits by asking. */
    static boolean isForgotten(String digits) {
        return of(digits).filter(magic -> magic == FORGOTTEN).isPresent();
    }

    /** How the call is answered because of these digits; empty for nearly all. */
    static Optional<CallFault> answerTo(String digits) {
        return of(digits).map(magic -> magic.answer);
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
}
