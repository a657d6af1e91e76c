package dev.smsdesk.metrics;

import dev.smsdesk.sinch.call.SendOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls that this server made through one account, by their outcome. */
public final class CallCounts {
    private final Map<String, Counter> counters;

    public CallCounts(MeterRegistry meters, String account) {
        this.counters = Arrays.stream(SendOutcome.class.getPermittedSubclasses()).map(CallCounts::word)
            .collect(Collectors.toMap(outcome -> outcome, outcome -> Counter.builder("smsdesk.calls")
                .description("Calls to Sinch that send messages, by their outcome").tags("account", account, "outcome", outcome)
                .register(meters)));
    }

    public void count(SendOutcome outcome) {
        counters.get(word(outcome.getClass())).increment();
    }

    /** {@code account-refused} */
    private static String word(Class<?> outcome) {
        return outcome.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
