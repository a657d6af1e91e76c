package dev.smsdesk.faults;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The state that the sent reports must give, in any order. Written a second time on purpose, from the documented order
 * (rank, operator time, report time, name, code): the application's own fold must not vouch for itself.
 */
final class Fold {
    private static final Map<String, Integer> RANKS = Map.of("QUEUED", 1, "DISPATCHED", 2, "UNKNOWN", 3, "DELIVERED", 4, "FAILED", 4,
        "REJECTED", 4, "EXPIRED", 4, "ABORTED", 4);
    private static final Comparator<Claim> ORDER = comparing((Claim c) -> RANKS.get(c.state))
        .thenComparing(Claim::operatorAt, nullsFirst(naturalOrder())).thenComparing(Claim::at, nullsFirst(naturalOrder()))
        .thenComparing(Claim::state).thenComparing(Claim::code);

    /** One report about one recipient. */
    record Claim(String state, int code, Instant operatorAt, Instant at) {
        Standing standing() {
            Instant time = operatorAt != null ? operatorAt : at;
            return new Standing(state, code, time == null ? null : time.toString());
        }
    }

    /** What the API tells of a recipient. @param eventTime null where no report had a time */
    record Standing(String state, int code, String eventTime) {}

    private final Map<String, Claim> best = new HashMap<>();

    /** @param recipient batch and number */
    void add(String recipient, Claim claim) {
        best.merge(recipient, claim, (a, b) -> ORDER.compare(a, b) >= 0 ? a : b);
    }

    Map<String, Standing> standings() {
        Map<String, Standing> all = new HashMap<>();
        best.forEach((recipient, claim) -> all.put(recipient, claim.standing()));
        return all;
    }
}
