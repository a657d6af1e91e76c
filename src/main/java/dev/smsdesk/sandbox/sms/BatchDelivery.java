package dev.smsdesk.sandbox.sms;

import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.Timeline;
import dev.smsdesk.sandbox.callback.CallbackTarget;
import dev.smsdesk.sandbox.callback.PlannedCallback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a batch is delivered: which callbacks it leads to, and how it stands at some time. Depends on nothing but the batch.
 * @param pace 1, or less for messages that move faster
 */
record BatchDelivery(StoredBatch batch, double pace) {

    /** @param target of every callback */
    List<PlannedCallback> callbacks(Supplier<Optional<CallbackTarget>> target) {
        return switch (batch.request().deliveryReport()) {
            case "per_recipient" -> ofRecipients(false, target);
            case "per_recipient_final" -> ofRecipients(true, target);
            case "summary" -> ofBatch(false, target);
            case "full" -> ofBatch(true, target);
            default -> List.of();
        };
    }

    private List<PlannedCallback> ofRecipients(boolean finalOnly, Supplier<Optional<CallbackTarget>> target) {
        List<PlannedCallback> all = new ArrayList<>();
        for (String recipient : recipients()) {
            Timeline timeline = timeline(recipient);
            for (DeliveryStep step : MagicNumber.loses(recipient) ? List.<DeliveryStep>of() : timeline.steps()) {
                if (!finalOnly || step.isFinal()) {
                    Supplier<String> body = () -> SmsBodies.recipientReport(batch, recipient, step, timeline.at(step.happened()));
                    all.addAll(Collections.nCopies(step.copies(), new PlannedCallback(timeline.at(step.told()), target, body)));
                }
            }
        }
        return all;
    }

    /** One, once every message is final; none when one never is. A cancelled batch has an empty one. */
    private List<PlannedCallback> ofBatch(boolean full, Supplier<Optional<CallbackTarget>> target) {
        Map<DeliveryStep, List<String>> byEnd = new LinkedHashMap<>();
        Instant last = batch.canceled() ? batch.modifiedAt() : batch.start();
        for (String recipient : recipients()) {
            DeliveryStep end = timeline(recipient).end().orElse(null);
            if (end == null) {
                return List.of();
            }
            byEnd.computeIfAbsent(end, step -> new ArrayList<>()).add(recipient);
            Instant at = timeline(recipient).at(end.happened());
            last = last.isAfter(at) ? last : at;
        }
        return List.of(new PlannedCallback(last, target, () -> SmsBodies.batchReport(batch, byEnd, full)));
    }

    /** Nothing happens to the messages of a cancelled batch. */
    private List<String> recipients() {
        return batch.canceled() ? List.of() : batch.request().to();
    }

    private Timeline timeline(String recipient) {
        return batch.timeline(recipient, pace);
    }

    /** @param statuses only these, and {@code codes} only these; empty for all */
    String report(Instant now, boolean full, Set<String> statuses, Set<String> codes) {
        Map<DeliveryStep, List<String>> byStep = new LinkedHashMap<>();
        for (String recipient : recipients()) {
            DeliveryStep step = timeline(recipient).standing(now);
            if (isAmong(step, statuses, codes)) {
                byStep.computeIfAbsent(step, s -> new ArrayList<>()).add(recipient);
            }
        }
        return SmsBodies.batchReport(batch, byStep, full);
    }

    static boolean isAmong(DeliveryStep step, Set<String> statuses, Set<String> codes) {
        return (statuses.isEmpty() || statuses.contains(step.status())) && (codes.isEmpty() || codes.contains(String.valueOf(step.code())));
    }

    /** The same bytes as the callback about it. @throws CallRefused 404 for a number that is not in the batch */
    String report(Instant now, String recipient) {
        if (!recipients().contains(recipient)) {
            throw CallRefused.notFound();
        }
        Timeline timeline = timeline(recipient);
        DeliveryStep step = timeline.standing(now);
        return SmsBodies.recipientReport(batch, recipient, step, timeline.at(step.happened()));
    }

    /** A report about a message that is final. */
    record Finished(Instant at, DeliveryStep step, String recipient, StoredBatch batch) {
        String body() {
            return SmsBodies.recipientReport(batch, recipient, step, at);
        }
    }

    /** Of the recipients that are final by now. */
    List<Finished> finished(Instant now) {
        List<Finished> all = new ArrayList<>();
        for (String recipient : recipients()) {
            Timeline timeline = timeline(recipient);
            DeliveryStep step = timeline.standing(now);
            Instant at = timeline.at(step.happened());
            if (step.isFinal() && !at.isAfter(now)) {
                all.add(new Finished(at, step, recipient, batch));
            }
        }
        return all;
    }
}
