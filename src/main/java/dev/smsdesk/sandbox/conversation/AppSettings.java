package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sinch.json.Json;
import java.util.List;

/**
 * What may be changed of the app.
 * @param dispatch       processing mode DISPATCH, the default of Sinch's new apps; else CONVERSATION
 * @param dispatchDays   how long messages in mode DISPATCH can be read; 0 for not at all
 * @param overrideSecret signs receipts that go to a message's own callback_url; null for unsigned ones
 */
record AppSettings(boolean dispatch, int dispatchDays, String overrideSecret) {
    private static final List<String> MODES = List.of("DISPATCH", "CONVERSATION");

    /** @throws CallRefused for what the sandbox does not implement */
    AppSettings changed(JsonNode json) {
        Members members = new Members(json, "");
        boolean toDispatch = json.has("processing_mode") ? members.word("processing_mode", MODES).equals("DISPATCH") : dispatch;
        int days = dispatchDays;
        if (members.object("dispatch_retention_policy") != null) {
            Members policy = members.requiredMembers("dispatch_retention_policy");
            policy.word("retention_type", List.of("MESSAGE_EXPIRE_POLICY"));
            Integer given = policy.number("ttl_days", 0, 7);
            days = given == null ? days : given;
            policy.nothingElse();
        }
        String secret = overrideSecret;
        if (members.object("callback_settings") != null) {
            Members callbacks = members.requiredMembers("callback_settings");
            secret = callbacks.text("secret_for_overridden_callback_urls", 4096);
            callbacks.nothingElse();
        }
        members.nothingElse();
        return new AppSettings(toDispatch, days, secret == null || secret.isEmpty() ? null : secret);
    }

    /** What of it differs from the beginning can be given to {@link #changed} again. */
    ObjectNode json() {
        ObjectNode json = Json.newObject().put("processing_mode", dispatch ? MODES.get(0) : MODES.get(1));
        json.putObject("dispatch_retention_policy").put("retention_type", "MESSAGE_EXPIRE_POLICY").put("ttl_days", dispatchDays);
        ObjectNode callbacks = json.putObject("callback_settings");
        if (overrideSecret != null) {
            callbacks.put("secret_for_overridden_callback_urls", overrideSecret);
        }
        return json;
    }

    /** The app as GET shows it. @param waiting messages in its queue */
    String app(int waiting) {
        ObjectNode json = Json.newObject().put("id", SandboxSettings.NAME).put("display_name", "SMS Desk sandbox");
        ObjectNode channel = json.putArray("channel_credentials").addObject().put("channel", "SMS");
        channel.putObject("static_bearer").put("claimed_identity", SandboxSettings.NAME).put("token", "");
        channel.putObject("state").put("status", "ACTIVE").put("description", "");
        channel.put("channel_known_id", SandboxSettings.NAME);
        json.put("conversation_metadata_report_view", "NONE");
        json.putObject("rate_limits").put("outbound", 500).put("inbound", 500).put("webhooks", 500);
        json.putObject("retention_policy").put("retention_type", "MESSAGE_EXPIRE_POLICY")
            .put("ttl_days", ConversationLists.CONVERSATION_DAYS);
        json.setAll(json());
        json.putObject("queue_stats").put("outbound_size", waiting).put("outbound_limit", 500_000);
        json.putObject("persist_message_status").put("enabled", true);
        return json.toString();
    }
}
