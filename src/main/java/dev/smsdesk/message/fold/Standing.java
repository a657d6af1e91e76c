package dev.smsdesk.message.fold;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.smsdesk.message.DeliveryState;
import java.time.Instant;
import java.util.Comparator;

/**
 * What one report claims, in the order that decides between two: rank, operator time, report time, state name, code, reason,
 * provider id; the larger wins and a missing value sorts lowest, field by field. It is a total order, so any sequence of reports ends
 * alike.
 * @see "docs/decisions/002-state-is-a-fold.md"
 */
record Standing(DeliveryState state, Instant operatorAt, Instant at, Integer code, String reason, String providerId)
    implements Comparable<Standing> {
    private static final Comparator<Standing> ORDER = comparing((Standing s) -> s.state.rank())
        .thenComparing(Standing::operatorAt, nullsFirst(naturalOrder()))
        .thenComparing(Standing::at, nullsFirst(naturalOrder()))
        .thenComparing(s -> s.state.name())
        .thenComparing(Standing::code, nullsFirst(naturalOrder()))
        .thenComparing(Standing::reason, nullsFirst(naturalOrder()))
        .thenComparing(Standing::providerId, nullsFirst(naturalOrder()));

    @Override
    public int compareTo(Standing other) {
        return ORDER.compare(this, other);
    }
}
