package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.callback.CallbackUrls;
import dev.smsdesk.sinch.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A webhook of the app. @param secret null where its callbacks are not signed */
record AppWebhook(String id, URI target, boolean dismissed, Set<String> triggers, String secret) {
    static final int LONGEST_TARGET = 742;
    static final String DELIVERY = "MESSAGE_DELIVERY";
    static final String INBOUND = "MESSAGE_INBOUND";
    static final String SUBMIT = "MESSAGE_SUBMIT";
    private static final Set<String> KNOWN = Set.of(DELIVERY, SUBMIT, INBOUND, "EVENT_DELIVERY", "EVENT_INBOUND", "SMART_CONVERSATION",
        "SMART_CONVERSATIONS",
        "MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION", "CONVERSATION_START", "CONVERSATION_STOP", "CONVERSATION_DELETE", "CONTACT_CREATE",
        "CONTACT_DELETE", "CONTACT_MERGE", "CONTACT_UPDATE", "CONTACT_IDENTITIES_DUPLICATION", "UNSUPPORTED", "OPT_IN", "OPT_OUT",
        "CHANNEL_EVENT",
        "CAPABILITY", "RECORD_NOTIFICATION", "BATCH_STATUS_UPDATE");

    AppWebhook {
        triggers = Set.copyOf(triggers);
    }

    /** @throws CallRefused as Sinch would refuse it, or for what the sandbox does not implement */
    static AppWebhook read(String id, JsonNode json) {
        Members members = new Members(json, "");
        if (!members.requiredText("app_id", 128).equals(SandboxSettings.NAME)) {
            throw new CallRefused(404, null, "There is no such app: the app id of the sandbox is " + SandboxSettings.NAME);
        }
        members.text("id", 64);   // a client may send back what it read
        List<JsonNode> triggers = members.requiredArray("triggers", 1, KNOWN.size());
        boolean dismissed = members.word("target_type", List.of("HTTP", "DISMISS")).equals("DISMISS");
        AppWebhook webhook = new AppWebhook(id, target(members.requiredText("target", 4096)), dismissed,
            Set.copyOf(triggers.stream().map(AppWebhook::trigger).distinct().toList()), secret(members.text("secret", 4096)));
        members.nothingElse();
        return webhook;
    }

    private static URI target(String target) {
        if (target.length() > LONGEST_TARGET) {
            throw CallRefused.constraint("target: at most " + LONGEST_TARGET + " characters");
        }
        URI url = CallbackUrls.read("target", target);
        if (String.valueOf(url.getHost()).toLowerCase(Locale.ROOT).endsWith(".conversation.api.sinch.com")) {
            throw CallRefused.format("target: a host of Sinch's");
        }
        return url;
    }

    private static String trigger(JsonNode trigger) {
        if (!trigger.isTextual() || !KNOWN.contains(trigger.textValue())) {
            throw CallRefused.format("triggers: '" + trigger.asText() + "' is no trigger");
        }
        return trigger.textValue();
    }

    private static String secret(String secret) {
        return secret == null || secret.isEmpty() ? null : secret;
    }

    boolean hears(String trigger) {
        return !dismissed && triggers.contains(trigger);
    }

    ObjectNode json() {
        ObjectNode json = Json.newObject().put("id", id).put("app_id", SandboxSettings.NAME).put("target", target.toString())
            .put("target_type", dismissed ? "DISMISS" : "HTTP");
        if (secret != null) {
            json.put("secret", secret);
        }
        triggers.stream().sorted().forEach(json.putArray("triggers")::add);
        return json;
    }
}
