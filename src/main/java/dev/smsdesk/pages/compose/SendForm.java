package dev.smsdesk.pages.compose;

import dev.smsdesk.compose.Draft;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.NumberText;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.pages.ui.Formats;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.send.Idempotency;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The form of the page Send, as it was typed.
 * @param to  one number a line; comma, semicolon and tab also part them
 * @param key made when the form was first shown: sending the form twice makes one batch
 * @param seen the version of the draft that is being changed, or null
 * @param allowUnassigned the box beside numbers that are not known to be assigned
 * @param via id of the account, or empty where there was no choice
 */
public record SendForm(String from, String to, String text, String name, String key, boolean allowUnassigned, Long seen, String via) {
    private static final int SHOWN = 40;

    /** An empty form. @param sender to begin with, or null */
    static SendForm empty(String sender) {
        return new SendForm(sender == null ? "" : sender, "", "", "", newKey(), false, null, "");
    }

    public static SendForm of(HttpServletRequest request) {
        return new SendForm(typed(request, "from"), typed(request, "to"), typed(request, "text"), typed(request, "name"),
            typed(request, "key"),
            request.getParameter("allow_unassigned") != null, version(request.getParameter("version")), typed(request, "via"));
    }

    /** As it was typed when it became this draft. */
    public static SendForm of(Drafts.StoredDraft draft) {
        Batch batch = draft.batch();
        return new SendForm(batch.getSender().matches("[0-9]{7,}") ? "+" + batch.getSender() : batch.getSender(), draft.typed().to(),
            batch.getText(),
            batch.getName() == null ? "" : batch.getName(), draft.typed().formKey(), draft.typed().allowUnassigned(), batch.getVersion(),
            batch.getAccount());
    }

    private static Long version(String given) {
        return given == null || !given.matches("[0-9]{1,9}") ? null : Long.valueOf(given);
    }

    DraftTable.Typed typed() {
        return new DraftTable.Typed(key, to, entries().size(), allowUnassigned);
    }

    /** The same, with a new key where this one is none. */
    SendForm withKey() {
        return Idempotency.isKey(key) ? this : anew();
    }

    /** The same text under a key of its own. */
    SendForm anew() {
        return new SendForm(from, to, text, name, newKey(), allowUnassigned, seen, via);
    }

    Draft draft() {
        return new Draft(from.strip(), entries(), text, name, allowUnassigned, via.isBlank() ? null : via);
    }

    /** The faults, in terms of the form's fields. */
    Issue issue(FieldError error) {
        String[] pointer = error.pointer().split("/");
        String about = pointer.length > 2 ? "“" + Formats.opening(entries().get(Integer.parseInt(pointer[2])), SHOWN) + "”: " : "";
        return new Issue(pointer[1], about + error.detail());
    }

    /** @param field its name in the form */
    public record Issue(String field, String text) {}

    private List<String> entries() {
        return Stream.of(to.split("[\\n\\r,;\\t]")).map(String::strip).filter(entry -> !NumberText.visible(entry).isBlank()).toList();
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** Browsers send a line end as two characters; as one it is what was typed, and what is counted. */
    private static String typed(HttpServletRequest request, String field) {
        return Optional.ofNullable(request.getParameter(field)).orElse("").replace("\r\n", "\n");
    }
}
