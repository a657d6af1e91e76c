package dev.smsdesk.apply;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.fold.StateChange;
import dev.smsdesk.receive.inbox.CallbackState;
import java.util.List;
import java.util.Map;

/**
 * What a replay would change.
 * @param lookedAt   number of callbacks examined
 * @param more       whether more callbacks match that were not examined
 * @param newReports reports that would be added
 * @param newInbound inbound messages that would be added
 * @param turns      number of callbacks that would change state
 * @param shifts     number of recipients that would change
 * @param moves      the first of these recipients
 */
public record ReplayPreview(int lookedAt, boolean more, int newReports, int newInbound, Map<Turn, Integer> turns,
        Map<Shift, Integer> shifts, List<StateChange> moves) {

    /** A callback's change of state. */
    public record Turn(CallbackState from, CallbackState to) {}

    /** A recipient's change of state; equal states if only time, code or conflict differ. */
    public record Shift(DeliveryState from, DeliveryState to) {}

    /** Number of recipients that would change. */
    public int recipients() {
        return shifts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public boolean isNothing() {
        return newReports + newInbound + turns.size() + shifts.size() == 0;
    }
}
