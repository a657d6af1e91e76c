package dev.smsdesk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one message, and when: the same after a restart.
 * @param start when it was sent
 * @param pace  1, or less for messages that move faster
 */
public record Timeline(List<DeliveryStep> steps, Instant start, double pace) {

    public Timeline {
        steps = List.copyOf(steps);
    }

    /** Of a message to these digits. */
    public static Timeline to(String digits, Instant start, double pace) {
        return new Timeline(MagicNumber.stepsOf(digits), start, pace);
    }

    /** The same message where it must be final by then: what would happen later does not, and it has expired instead. */
    public Timeline until(Instant expiry) {
        List<DeliveryStep> kept = new ArrayList<>(steps.stream().filter(step -> at(step.happened()).isBefore(expiry)).toList());
        if (kept.stream().noneMatch(DeliveryStep::isFinal)) {
            Duration after = Duration.ofMillis((long) (Duration.between(start, expiry).toMillis() / pace));
            kept.add(DeliveryStep.expired(kept.stream().anyMatch(DeliveryStep::isDispatched), after));
        }
        return new Timeline(kept, start, pace);
    }

    public Instant at(Duration after) {
        return start.plusMillis((long) (after.toMillis() * pace));
    }

    /** The latest thing that happened by then, whether or not a callback told it. */
    public DeliveryStep standing(Instant now) {
        return steps.stream().filter(step -> !at(step.happened()).isAfter(now)).max(Comparator.comparing(DeliveryStep::happened))
            .orElse(steps.get(0));
    }

    /** Empty where the message never becomes final. */
    public Optional<DeliveryStep> end() {
        return steps.stream().filter(DeliveryStep::isFinal).findFirst();
    }
}
