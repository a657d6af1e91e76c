package dev.smsdesk.send.unsure;

import dev.smsdesk.message.table.LookupTable.Lookup;
import dev.smsdesk.store.Ids;
import java.time.Duration;
import java.time.Instant;

/** When Sinch is asked for a call whose end is not known. */
final class LookupSchedule {
    /** After a call has ended, Sinch may list it later: only an empty answer after this time says that it does not have it. */
    static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration SOON = Duration.ofMinutes(1);
    /** Sinch lists batches for 14 days. */
    private static final Duration KEPT = Duration.ofDays(14);
    private static final Duration MARGIN = Duration.ofHours(1);

    private LookupSchedule() {}

    /** The first time at which the call may have reached Sinch, also by an earlier try; never older than Sinch lists. */
    static Instant since(Lookup lookup, Instant now) {
        Instant made = Ids.madeAt(lookup.submissionId()).minus(MARGIN);
        Instant oldest = now.minus(KEPT).plus(MARGIN);
        return made.isBefore(oldest) ? oldest : made;
    }

    /** Whether an empty answer to a question put at this time counts as the second one. */
    static boolean isLate(Lookup lookup, Instant asked) {
        return lookup.firstEmpty() != null && !asked.isBefore(lookup.ended().plus(LATE));
    }

    /** After a first empty answer. */
    static Instant second(Lookup lookup, Instant asked) {
        Instant late = lookup.ended().plus(LATE);
        return late.isAfter(asked.plus(SOON)) ? late : asked.plus(SOON);
    }

    /** Each time after about twice as long. @return null where Sinch has forgotten it by then */
    static Instant again(Lookup lookup, Instant asked) {
        Duration age = Duration.between(lookup.ended(), asked);
        Duration wait = age.compareTo(LATE) < 0 ? LATE : age.compareTo(LONGEST) > 0 ? LONGEST : age;
        Instant next = asked.plus(wait);
        return next.isAfter(lookup.called().plus(KEPT).minus(MARGIN)) ? null : next;
    }
}
