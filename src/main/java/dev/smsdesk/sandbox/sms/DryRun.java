package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.SmsParts;
import dev.smsdesk.sinch.json.Json;

/** How many messages a batch would be. */
final class DryRun {
    private DryRun() {}

    /** @param shown how many recipients are listed with their own text; 0 for none */
    static String of(RequestedBatch batch, int shown) {
        ObjectNode json = Json.newObject().put("number_of_recipients", batch.to().size());
        ArrayNode perRecipient = Json.newObject().putArray("per_recipient");
        int messages = 0;
        for (String recipient : batch.to()) {
            String text = batch.textFor(recipient).orElse(batch.body());
            SmsParts parts = SmsParts.of(text);
            messages += parts.count();
            if (perRecipient.size() < shown) {
                perRecipient.addObject().put("recipient", recipient).put("body", text).put("number_of_parts", parts.count())
                    .put("encoding", parts.unicode() ? "unicode" : "text");
            }
        }
        json.put("number_of_messages", messages);
        return (shown == 0 ? json : json.set("per_recipient", perRecipient)).toString();
    }
}
