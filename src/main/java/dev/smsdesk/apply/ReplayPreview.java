package dev.smsdesk.apply;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.fold.StateChange;
import dev.smsdesk.receive.inbox.CallbackState;
import java.util.List;
import java.util.Map;

/**
 * What applying some callbacks again would change.
 * @param lookedAt   how many callbacks this speaks of
 * @param more       there are others behind them, which were not looked at
 * @param newReports reports that would be kept
 * @param newInbound inbound messages that would be kept
 * @param turns      how many callbacks would stand elsewhere
 * @param shifts     how many recipients would stand elsewhere
 * @param moves      the first of these recipients
 */
public record ReplayPreview(int lookedAt, boolean more, int newReports, int newInbound, Map<Turn, Integer> turns, Map<Shift, Integer> shifts, List<StateChange> moves) {

    /** Of a callback. */
    public record Turn(CallbackState from, CallbackState to) {}

    /** Of a recipient; the same state twice where only its time, its code or a conflict differ. */
    public record Shift(DeliveryState from, DeliveryState to) {}

    /** Recipients that would change. */
    public int recipients() {
        return shifts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public boolean isNothing() {
        return newReports + newInbound + turns.size() + shifts.size() == 0;
    }
}
