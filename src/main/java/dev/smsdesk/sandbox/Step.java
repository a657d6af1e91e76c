package dev.smsdesk.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * One thing that happens to a message.
 * @param happened after the batch was taken
 * @param told     when its callback goes out, after the batch was taken
 * @param copies   how often the very same callback is posted
 */
record Step(String status, int code, Duration happened, Duration told, int copies) {
    private static final Duration QUEUED = Duration.ofMillis(200);
    private static final Duration DISPATCHED = Duration.ofMillis(1000);
    private static final Duration FINAL = Duration.ofMillis(2500);
    private static final Duration LATER = Duration.ofMillis(4000);

    /** What happens to every number that is not magic. */
    static List<Step> toDelivered() {
        return to("Delivered", 0);
    }

    static List<Step> to(String status, int code) {
        return List.of(queued(1), dispatched(DISPATCHED, 1), new Step(status, code, FINAL, FINAL, 1));
    }

    static List<Step> noFurtherThanDispatched() {
        return List.of(queued(1), dispatched(DISPATCHED, 1));
    }

    static List<Step> dispatchedToldLast() {
        return List.of(queued(1), new Step("Delivered", 0, FINAL, DISPATCHED, 1), dispatched(LATER, 1));
    }

    static List<Step> everythingTwice() {
        return List.of(queued(2), dispatched(DISPATCHED, 2), new Step("Delivered", 0, FINAL, FINAL, 2));
    }

    static List<Step> deliveredThenFailed() {
        return List.of(queued(1), dispatched(DISPATCHED, 1), new Step("Delivered", 0, FINAL, FINAL, 1), new Step("Failed", 1, LATER, LATER, 1));
    }

    boolean isFinal() {
        return code != 400 && code != 401;
    }

    private static Step queued(int copies) {
        return new Step("Queued", 400, QUEUED, QUEUED, copies);
    }

    private static Step dispatched(Duration told, int copies) {
        return new Step("Dispatched", 401, DISPATCHED, told, copies);
    }
}
