package dev.smsdesk.message.fold;

import dev.smsdesk.message.DeliveryState;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** States of which Sinch may tell more, and those that are final, as SQL lists. */
public final class StateSql {
    public static final String OPEN = list(DeliveryState::isOpenAtSinch);
    public static final String FINAL = list(DeliveryState::isFinal);

    private StateSql() {}

    private static String list(Predicate<DeliveryState> which) {
        return Arrays.stream(DeliveryState.values()).filter(which).map(state -> "'" + state.name() + "'")
            .collect(Collectors.joining(", ", "(", ")"));
    }
}
