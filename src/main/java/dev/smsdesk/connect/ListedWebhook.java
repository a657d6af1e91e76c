package dev.smsdesk.connect;

import dev.smsdesk.sinch.conversation.Webhook;
import dev.smsdesk.wording.Sentence;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One webhook of the app.
 * @param ours  whether its target is our address to the letter
 * @param notes what keeps it from working as SMS Desk needs it; may be empty
 */
public record ListedWebhook(Webhook webhook, boolean ours, List<Sentence> notes) {
    public ListedWebhook {
        notes = List.copyOf(notes);
    }

    public String target() {
        return webhook.target();
    }

    public List<String> triggers() {
        return webhook.triggers();
    }

    /** Whether Sinch signs what it posts there. */
    public boolean secretSet() {
        return webhook.secretSet();
    }

    /** Whether Sinch brings a token of OAuth2 there. */
    public boolean clientCredentialsSet() {
        return webhook.clientCredentialsSet();
    }

    /** @param target our address, or null where there is none */
    static ListedWebhook of(Webhook webhook, URI target) {
        boolean ours = target != null && webhook.target().equals(target.toString());
        return new ListedWebhook(webhook, ours, ours ? faults(webhook) : isNearly(webhook, target)
            ? List.of(Sentence.of(WebhookSentence.NEARLY_OURS)) : List.of());
    }

    private static List<Sentence> faults(Webhook webhook) {
        List<Sentence> faults = new ArrayList<>();
        TreeSet<String> missing = new TreeSet<>(WebhookSetup.TRIGGERS);
        missing.removeAll(webhook.triggers());
        if (!missing.isEmpty()) {
            faults.add(Sentence.of(WebhookSentence.TRIGGERS_MISSING, String.join(", ", missing)));
        }
        if (!webhook.secretSet()) {
            faults.add(Sentence.of(WebhookSentence.NOT_SIGNED));
        }
        if (webhook.targetType() != null && !webhook.targetType().equals("HTTP")) {
            faults.add(Sentence.of(WebhookSentence.NOT_HTTP, webhook.targetType()));
        }
        if (webhook.triggers().contains("MESSAGE_SUBMIT")) {
            faults.add(Sentence.of(WebhookSentence.DOUBLES_CALLBACKS));
        }
        return faults;
    }

    /** As a person might have typed our address. */
    private static boolean isNearly(Webhook webhook, URI target) {
        return target != null && webhook.target().replaceFirst("/+$", "").equalsIgnoreCase(target.toString());
    }
}
