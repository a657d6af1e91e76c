package dev.smsdesk.connect;

import dev.smsdesk.wording.Sentence;
import java.util.List;

/**
 * The webhooks of the app.
 * @param webhooks as Sinch has them; empty where they could not be listed
 * @param says     what to know about them, or why there is no list
 */
public record WebhookList(boolean listed, List<ListedWebhook> webhooks, List<Sentence> says) {
    public WebhookList {
        webhooks = List.copyOf(webhooks);
        says = List.copyOf(says);
    }

    static WebhookList none(Sentence why) {
        return new WebhookList(false, List.of(), List.of(why));
    }

    List<ListedWebhook> ours() {
        return webhooks.stream().filter(ListedWebhook::ours).toList();
    }
}
