package dev.smsdesk.send;

import dev.smsdesk.compose.Draft;
import dev.smsdesk.problem.ProblemException;
import java.util.List;

/**
 * Body of POST /api/batches: {@code {"from", "to": [], "text", "name", "allow_unassigned": false, "via", "category"}}, or {@code "upload"}
 * and {@code "good_only": false} in place of {@code to}.
 * @param upload   id of an upload whose rows are the recipients, or null
 * @param goodOnly whether its faulty rows are left out
 * @param isDraft  whether it waits for a confirmation; {@code "draft": true}
 */
record BatchRequest(JsonBody json, Draft draft, String upload, boolean goodOnly, boolean isDraft) {
    private static final List<String> MEMBERS = List.of("from", "to", "text", "name", "allow_unassigned", "via", "category", "upload",
        "good_only", "draft");

    /** @throws ProblemException BAD_REQUEST, not one JSON document; INVALID, its members are not what they should be */
    static BatchRequest from(byte[] body) {
        JsonBody json = JsonBody.of(body, "a JSON object with from, to and text");
        Draft draft = new Draft(json.text("from"), json.numbers("to"), json.text("text"), json.text("name"), json.flag("allow_unassigned"),
            json.text("via"), json.text("category"));
        json.only(MEMBERS);
        String upload = json.text("upload");
        boolean goodOnly = json.flag("good_only");
        boolean isDraft = json.flag("draft");
        if (upload != null && json.has("to")) {
            json.faults().add("/to", "Give to or upload, not both.");
        } else if (upload == null && goodOnly) {
            json.faults().add("/good_only", "It belongs to an upload. Leave it out.");
        }
        json.faults().refuse();
        return new BatchRequest(json, draft, upload, goodOnly, isDraft);
    }

    /** SHA-256 of the JSON value. */
    byte[] digest() {
        return json.digest();
    }
}
