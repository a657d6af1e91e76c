package dev.smsdesk.message.fold;

import dev.smsdesk.message.DeliveryState;

/**
 * What a recipient's reports come to.
 * @param standing the one claim that outranks all others
 * @param conflict two of the claims were final and contradict each other
 */
record Fold(Standing standing, boolean conflict) {
    /** Before the first report. */
    static final Fold NOTHING = new Fold(new Standing(DeliveryState.WAITING, null, null, null, null, null), false);

    /** In any order, any number of times. @param claim one whose word is understood */
    Fold with(Standing claim) {
        boolean contradicted = conflict || claim.state().contradicts(standing.state());
        return new Fold(claim.compareTo(standing) > 0 ? claim : standing, contradicted);
    }
}
