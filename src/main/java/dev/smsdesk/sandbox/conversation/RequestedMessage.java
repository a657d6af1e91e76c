package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.callback.CallbackUrls;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message as a caller asks for it: to one number, over the channel SMS.
 * @param sender        property SMS_SENDER, or empty
 * @param maxParts      property SMS_MAX_NUMBER_OF_MESSAGE_PARTS, or null for any number
 * @param callbackUrl   takes the delivery receipts in place of the webhooks; null for none
 * @param metadata      comes back in receipts; empty for none
 * @param correlationId comes back in callbacks; empty for none
 * @param ttl           null for none
 * @param dispatchOnly  whether the message is not kept in a conversation, in either mode of the app
 */
record RequestedMessage(String identity, String text, String sender, boolean flash, Integer maxParts, URI callbackUrl, String metadata,
        String correlationId, Duration ttl, boolean dispatchOnly) {
    private static final Pattern TTL = Pattern.compile("([0-9]{1,12})s");
    private static final List<String> FLAG = List.of("false", "true");

    /** @throws CallRefused as Sinch would refuse it, or for what the sandbox does not implement */
    static RequestedMessage read(JsonNode json) {
        Members members = new Members(json, "");
        if (!members.requiredText("app_id", 128).equals(SandboxSettings.NAME)) {
            throw new CallRefused(404, null, "There is no such app: the app id of the sandbox is " + SandboxSettings.NAME);
        }
        members.word("queue", List.of("NORMAL_PRIORITY", "HIGH_PRIORITY"));
        members.word("message_content_type", List.of("CONTENT_UNKNOWN", "CONTENT_MARKETING", "CONTENT_NOTIFICATION"));
        requireSms(members.array("channel_priority_order", 1, 10));
        String url = members.text("callback_url", 2048);
        boolean dispatchOnly = members.word("processing_strategy", List.of("DEFAULT", "DISPATCH_ONLY")).equals("DISPATCH_ONLY");
        JsonNode given = members.object("channel_properties");
        Members properties = new Members(given == null ? Json.newObject() : given, "channel_properties.");
        RequestedMessage message = new RequestedMessage(identity(members.requiredMembers("recipient")),
            text(members.requiredMembers("message")),
            empty(properties.text("SMS_SENDER", 128)), properties.word("SMS_FLASH_MESSAGE", FLAG).equals("true"), parts(properties),
            url == null ? null : CallbackUrls.read("callback_url", url), empty(members.text("message_metadata", 1024)),
            empty(members.text("correlation_id", 128)), ttl(members.text("ttl", 20)), dispatchOnly);
        properties.nothingElse();
        members.nothingElse();
        return message;
    }

    private static void requireSms(List<JsonNode> channels) {
        if (channels != null && channels.stream().anyMatch(channel -> !channel.asText().equals("SMS"))) {
            throw CallRefused.format("channel_priority_order: the app of the sandbox has the channel SMS only");
        }
    }

    private static String identity(Members recipient) {
        Members by = recipient.requiredMembers("identified_by");
        recipient.nothingElse();
        Members one = new Members(by.requiredArray("channel_identities", 1, 1).get(0), "recipient.identified_by.channel_identities.");
        by.nothingElse();
        one.word("channel", List.of("SMS"));
        String digits = PhoneDigits.of(one.requiredText("identity", 128));
        one.nothingElse();
        if (!digits.matches("[0-9]{5,15}")) {
            throw CallRefused.format("recipient: '" + digits + "' is not a phone number");
        }
        return digits;
    }

    private static String text(Members message) {
        Members textMessage = message.requiredMembers("text_message");
        message.nothingElse();
        String text = textMessage.requiredText("text", 2000);
        textMessage.nothingElse();
        return text;
    }

    private static Integer parts(Members properties) {
        String parts = properties.text("SMS_MAX_NUMBER_OF_MESSAGE_PARTS", 8);
        if (parts != null && !parts.matches("[1-9][0-9]{0,3}")) {
            throw CallRefused.format("channel_properties.SMS_MAX_NUMBER_OF_MESSAGE_PARTS: a whole number from 1, as text");
        }
        return parts == null ? null : Integer.valueOf(parts);
    }

    private static Duration ttl(String given) {
        if (given == null) {
            return null;
        }
        var seconds = TTL.matcher(given);
        if (!seconds.matches() || Long.parseLong(seconds.group(1)) < 3 || Long.parseLong(seconds.group(1)) > 315_576_000_000L) {
            throw CallRefused.format("ttl: seconds with an s behind them, from 3s to 315576000000s");
        }
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    }

    private static String empty(String text) {
        return text == null ? "" : text;
    }
}
