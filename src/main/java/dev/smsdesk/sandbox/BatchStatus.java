package dev.smsdesk.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a batch stands at some moment, in the words of Sinch's delivery reports. */
record BatchStatus(StoredBatch batch, BatchCallbacks plan, Instant now) {

    /** @param statuses only these, and {@code codes} only these; empty for all */
    String report(boolean full, Set<String> statuses, Set<String> codes) {
        Map<DeliveryStep, List<String>> recipients = new LinkedHashMap<>();
        for (String recipient : batch.request().to()) {
            DeliveryStep step = plan.standing(recipient, now);
            if ((statuses.isEmpty() || statuses.contains(step.status())) && (codes.isEmpty() || codes.contains(String.valueOf(step.code())))) {
                recipients.computeIfAbsent(step, s -> new ArrayList<>()).add(recipient);
            }
        }
        return CallbackBody.batchReport(batch, recipients, full);
    }

    /** The same bytes as the callback about it. @throws CallRefused 404 for a number that is not in the batch */
    String report(String recipient) {
        if (!batch.request().to().contains(recipient)) {
            throw CallRefused.notFound();
        }
        DeliveryStep step = plan.standing(recipient, now);
        return CallbackBody.recipientReport(batch, recipient, step, plan.at(step.happened()));
    }
}
