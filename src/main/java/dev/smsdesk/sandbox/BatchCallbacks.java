package dev.smsdesk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which callbacks a batch leads to, and when: a pure function of the batch, so that it is the same after a restart. */
final class BatchCallbacks {

    /** One callback; its body is made only when it is due. */
    record Planned(Instant due, Supplier<String> body) {}

    private final StoredBatch batch;
    private final double pace;

    /** @param pace 1, or less for messages that move faster */
    BatchCallbacks(StoredBatch batch, double pace) {
        this.batch = batch;
        this.pace = pace;
    }

    List<Planned> callbacks() {
        return switch (batch.request().deliveryReport()) {
            case "per_recipient" -> ofRecipients(false);
            case "per_recipient_final" -> ofRecipients(true);
            case "summary" -> ofBatch(false);
            case "full" -> ofBatch(true);
            default -> List.of();
        };
    }

    private List<Planned> ofRecipients(boolean finalOnly) {
        List<Planned> all = new ArrayList<>();
        for (String recipient : batch.request().to()) {
            for (DeliveryStep step : MagicNumber.loses(recipient) ? List.<DeliveryStep>of() : MagicNumber.stepsOf(recipient)) {
                if (!finalOnly || step.isFinal()) {
                    Planned planned = new Planned(at(step.told()), () -> CallbackBody.recipientReport(batch, recipient, step, at(step.happened())));
                    for (int copy = 0; copy < step.copies(); copy++) {
                        all.add(planned);
                    }
                }
            }
        }
        return all;
    }

    /** One, once every message is final; none when one never is. */
    private List<Planned> ofBatch(boolean full) {
        Map<DeliveryStep, List<String>> recipients = new LinkedHashMap<>();
        Duration last = Duration.ZERO;
        for (String recipient : batch.request().to()) {
            DeliveryStep end = MagicNumber.stepsOf(recipient).stream().filter(DeliveryStep::isFinal).findFirst().orElse(null);
            if (end == null) {
                return List.of();
            }
            recipients.computeIfAbsent(end, step -> new ArrayList<>()).add(recipient);
            last = last.compareTo(end.happened()) > 0 ? last : end.happened();
        }
        return List.of(new Planned(at(last), () -> CallbackBody.batchReport(batch, recipients, full)));
    }

    /** How a recipient stands, whatever callbacks have told: what happened last. */
    DeliveryStep standing(String recipient, Instant now) {
        List<DeliveryStep> steps = MagicNumber.stepsOf(recipient);
        return steps.stream().filter(step -> !at(step.happened()).isAfter(now)).max(Comparator.comparing(DeliveryStep::happened)).orElse(steps.get(0));
    }

    Instant at(Duration after) {
        return batch.createdAt().plusMillis((long) (after.toMillis() * pace));
    }
}
