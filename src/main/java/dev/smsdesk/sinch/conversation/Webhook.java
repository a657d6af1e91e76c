package dev.smsdesk.sinch.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.json.Fields;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * A webhook of an app. Of its secrets only this is read: whether they are set.
 * @param targetType           HTTP, DISMISS, or null where Sinch does not say
 * @param secretSet            whether Sinch signs what it posts there
 * @param clientCredentialsSet whether Sinch brings a token of OAuth2 there
 */
public record Webhook(String id, String target, String targetType, List<String> triggers, boolean secretSet, boolean clientCredentialsSet) {
    /** Sinch's limits. Source: Sinch Conversation reference, read 2026-11-29. */
    public static final int MOST_OF_AN_APP = 5;
    public static final int LONGEST_TARGET = 742;
    private static final int LONGEST = 2048;
    private static final int LONGEST_TRIGGER = 64;

    public Webhook {
        triggers = List.copyOf(triggers);
    }

    /** Whether Sinch takes no such target: its own hosts of this API. */
    public static boolean isForbidden(URI target) {
        return String.valueOf(target.getHost()).toLowerCase(Locale.ROOT).matches("(.*[.-])?conversation[.-]api\\..*sinch\\.com");
    }

    static Webhook of(Fields webhook) {
        JsonNode json = webhook.object();
        return new Webhook(webhook.requiredId("id"), Text.line(json.path("target").asText(""), LONGEST), webhook.id("target_type"),
            StreamSupport.stream(json.path("triggers").spliterator(), false)
                .map(trigger -> Text.line(trigger.asText(""), LONGEST_TRIGGER)).toList(),
            !json.path("secret").asText("").isEmpty(),
            json.path("client_credentials").isObject() && !json.path("client_credentials").isEmpty());
    }
}
