package dev.smsdesk.reconcile;

import dev.smsdesk.message.DeliveryState;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** States of which Sinch may tell more, and those that are final, as SQL lists. */
final class Open {
    static final String STATES = list(DeliveryState::isOpenAtSinch);
    static final String FINAL = list(DeliveryState::isFinal);

    private Open() {}

    /** {@code ?, ?, ?} */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static String list(Predicate<DeliveryState> which) {
        return Arrays.stream(DeliveryState.values()).filter(which).map(state -> "'" + state.name() + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
