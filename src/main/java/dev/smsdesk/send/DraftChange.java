package dev.smsdesk.send;

import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Draft;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Batch;
import dev.smsdesk.problem.ProblemException;
import java.util.List;

/**
 * Body of PATCH /api/batches/{id}: those members of POST that change. What is absent stays.
 * @param newRecipients whether the recipients of the order take the place of those that the draft has
 */
record DraftChange(Order order, boolean newRecipients) {
    private static final List<String> MEMBERS = List.of("from", "to", "text", "name", "allow_unassigned", "via", "category");

    /** @throws ProblemException BAD_REQUEST, not one JSON document; INVALID, with pointers */
    static DraftChange of(byte[] body, Batch batch, Composer composer) {
        JsonBody json = JsonBody.of(body, "a JSON object with the members that change");
        boolean to = json.has("to");
        Draft draft = new Draft(text(json, "from", batch.getSender()), json.numbers("to"), text(json, "text", batch.getText()),
            text(json, "name", batch.getName()), json.flag("allow_unassigned"), text(json, "via", batch.getAccount()),
            text(json, "category", batch.getCategory().word()));
        json.only(MEMBERS);
        if (MEMBERS.stream().noneMatch(json::has)) {
            json.faults().add("", "Send a JSON object with the members that change.");
        }
        json.faults().refuse();
        return new DraftChange(to ? composer.order(draft) : composer.orderWithoutRecipients(draft), to);
    }

    private static String text(JsonBody json, String member, String now) {
        return json.has(member) ? json.text(member) : now;
    }
}
