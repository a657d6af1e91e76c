package dev.smsdesk.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * One thing that happens to a message.
 * @param happened after the batch was taken
 * @param told     when its callback goes out, after the batch was taken
 * @param copies   how often the very same callback is posted
 */
record DeliveryStep(String status, int code, Duration happened, Duration told, int copies) {
    private static final Duration QUEUED = Duration.ofMillis(200);
    private static final Duration DISPATCHED = Duration.ofMillis(1000);
    private static final Duration FINAL = Duration.ofMillis(2500);
    private static final Duration LATER = Duration.ofMillis(4000);

    /** What happens to every number that is not magic. */
    static List<DeliveryStep> toDelivered() {
        return to("Delivered", 0);
    }

    static List<DeliveryStep> to(String status, int code) {
        return List.of(queued(1), dispatched(DISPATCHED, 1), new DeliveryStep(status, code, FINAL, FINAL, 1));
    }

    static List<DeliveryStep> noFurtherThanDispatched() {
        return List.of(queued(1), dispatched(DISPATCHED, 1));
    }

    static List<DeliveryStep> dispatchedToldLast() {
        return List.of(queued(1), new DeliveryStep("Delivered", 0, FINAL, DISPATCHED, 1), dispatched(LATER, 1));
    }

    static List<DeliveryStep> everythingTwice() {
        return List.of(queued(2), dispatched(DISPATCHED, 2), new DeliveryStep("Delivered", 0, FINAL, FINAL, 2));
    }

    static List<DeliveryStep> deliveredThenFailed() {
        return List.of(queued(1), dispatched(DISPATCHED, 1), new DeliveryStep("Delivered", 0, FINAL, FINAL, 1), new DeliveryStep("Failed", 1, LATER, LATER, 1));
    }

    boolean isFinal() {
        return code != 400 && code != 401;
    }

    private static DeliveryStep queued(int copies) {
        return new DeliveryStep("Queued", 400, QUEUED, QUEUED, copies);
    }

    private static DeliveryStep dispatched(Duration told, int copies) {
        return new DeliveryStep("Dispatched", 401, DISPATCHED, told, copies);
    }
}
