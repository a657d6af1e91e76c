package dev.smsdesk.faults;

import dev.smsdesk.faults.SinchRelay.Hold;
import java.util.List;
import java.util.stream.Stream;

/** Moments in the life of a submission at which the sending desk is killed; those of the short run come first. */
enum KillStep {
    CLAIMED("the claim is committed, no call has begun", code("dev.smsdesk.send.worker.SubmissionClaims", "claim")),
    LOST_ON_THE_WAY("the request was sent, and never arrives", wire(Hold.REQUEST)),
    ACCEPTED("Sinch has accepted it, its answer is on the way", wire(Hold.ANSWER)),
    ANSWERED("the answer has been read, nothing is recorded", code("dev.smsdesk.send.worker.Acceptances", "next")),
    RECORDED("the record is committed, nothing follows", code("dev.smsdesk.send.worker.SubmissionWorker", "recorded"), "990110", "990110"),
    STORED("the order is committed, its caller has no answer", code("dev.smsdesk.send.worker.SubmissionWorkers", "wake")),
    STORING("the order is being stored", code("dev.smsdesk.message.fold.DeliveryLog", "confirmed")),
    CALLING("the call begins, no byte of it is sent", code("dev.smsdesk.send.worker.SubmissionWorker", "call")),
    ON_THE_WAY("the request was sent, and arrives after the kill", wire(Hold.REQUEST_THAT_ARRIVES)),
    HALF_ANSWERED("half of the answer has been read", wire(Hold.HALF_ANSWER)),
    RECORDING("the record is in a transaction that is not committed", code("dev.smsdesk.message.table.AcceptedCalls", "news"),
        "990110", "990110"),
    PUT_OFF("Sinch answered 503, nothing is recorded", code("dev.smsdesk.send.worker.Outcomes", "again"), "990503", "123456"),
    REPORTED("reports came in before the answer", wire(Hold.ANSWER), "123456", "123457"),
    LOOKED_UP("Sinch was asked for an unsure call and has it, nothing is recorded",
        code("dev.smsdesk.send.unsure.UnsureLookups", "adopt"), "990110", "990110"),
    ADOPTING("an unsure call is adopted in a transaction that is not committed",
        code("dev.smsdesk.message.table.LookupTable", "end"), "990110", "990110"),
    TOKEN_ASKED("the request for an access token was sent", token(Hold.REQUEST)),
    TOKEN_GIVEN("the answer with the access token is on the way", token(Hold.ANSWER));

    /** Sets a trap that tells when the step is reached. */
    private interface Place {
        Trap trap(MortalDesk desk, SinchRelay relay);
    }

    private static final String CALLS = "/(batches|messages:send)";
    private static final String TOKENS = "/oauth2/token";
    private final String words;
    private final Place place;
    private final List<String> endings;

    /** @param endings of the two recipients' numbers: of 990110 no callback comes, of 123456 all do */
    KillStep(String words, Place place, String... endings) {
        this.words = words;
        this.place = place;
        this.endings = endings.length == 0 ? List.of("123456", "990110") : List.of(endings);
    }

    /** At which the desk is killed before, so that it reaches this one as soon as it has started; null where an order leads to it. */
    KillStep before() {
        return switch (this) {
            case LOOKED_UP, ADOPTING -> ACCEPTED;
            case TOKEN_ASKED, TOKEN_GIVEN -> STORED;
            default -> null;
        };
    }

    private static Place code(String type, String method) {
        return (desk, relay) -> new Breakpoint(desk.debugPort(), type, method);
    }

    private static Place wire(Hold hold) {
        return (desk, relay) -> relay.trap(CALLS, hold);
    }

    private static Place token(Hold hold) {
        return (desk, relay) -> relay.trap(TOKENS, hold);
    }

    static List<KillStep> of(String channel) {
        return Stream.of(values()).filter(step -> channel.equals("conversation") || !step.isAboutTokens()).toList();
    }

    /** Their trap is set before the desk starts: any call may be the first that needs a token. */
    boolean isAboutTokens() {
        return this == TOKEN_ASKED || this == TOKEN_GIVEN;
    }

    Trap trap(MortalDesk desk, SinchRelay relay) {
        return place.trap(desk, relay);
    }

    List<String> endings() {
        return endings;
    }

    String words() {
        return words;
    }
}
