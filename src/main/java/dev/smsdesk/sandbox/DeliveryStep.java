package dev.smsdesk.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * One thing that happens to a message.
 * @param happened after it was sent
 * @param told     when its callback goes out, after it was sent
 * @param copies   how often the very same callback is posted
 */
public record DeliveryStep(String status, int code, Duration happened, Duration told, int copies) {
    /** The last thing that can happen to a message happens so long after it was sent. */
    public static final Duration LAST = Duration.ofMillis(4000);
    private static final Duration QUEUED = Duration.ofMillis(200);
    private static final Duration DISPATCHED = Duration.ofMillis(1000);
    private static final Duration FINAL = Duration.ofMillis(2500);

    /** What happens to every number that is not magic. */
    static List<DeliveryStep> toDelivered() {
        return to("Delivered", 0);
    }

    static List<DeliveryStep> to(String status, int code) {
        return List.of(queued(1), dispatched(DISPATCHED, 1), new DeliveryStep(status, code, FINAL, FINAL, 1));
    }

    /** The text cannot be sent: an unmatched parameter, or too many parts. */
    public static List<DeliveryStep> abortedAtOnce(int code) {
        return List.of(new DeliveryStep("Aborted", code, QUEUED, QUEUED, 1));
    }

    static List<DeliveryStep> noFurtherThanDispatched() {
        return List.of(queued(1), dispatched(DISPATCHED, 1));
    }

    static List<DeliveryStep> dispatchedToldLast() {
        return List.of(queued(1), new DeliveryStep("Delivered", 0, FINAL, DISPATCHED, 1), dispatched(LAST, 1));
    }

    static List<DeliveryStep> everythingTwice() {
        return List.of(queued(2), dispatched(DISPATCHED, 2), new DeliveryStep("Delivered", 0, FINAL, FINAL, 2));
    }

    static List<DeliveryStep> deliveredThenFailed() {
        return List.of(queued(1), dispatched(DISPATCHED, 1), new DeliveryStep("Delivered", 0, FINAL, FINAL, 1),
            new DeliveryStep("Failed", 1, LAST, LAST, 1));
    }

    /** Where the lifetime of the message ends before it is final. */
    static DeliveryStep expired(boolean dispatched, Duration after) {
        return dispatched ? new DeliveryStep("Expired", 5, after, after, 1) : new DeliveryStep("Aborted", 406, after, after, 1);
    }

    public boolean isFinal() {
        return code != 400 && code != 401;
    }

    boolean isDispatched() {
        return code == 401;
    }

    private static DeliveryStep queued(int copies) {
        return new DeliveryStep("Queued", 400, QUEUED, QUEUED, copies);
    }

    private static DeliveryStep dispatched(Duration told, int copies) {
        return new DeliveryStep("Dispatched", 401, DISPATCHED, told, copies);
    }
}
