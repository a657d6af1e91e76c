package dev.smsdesk.sandbox.conversation;

import dev.smsdesk.sandbox.DeliveryStep;
import java.util.Optional;

/**
 * What the Conversation API says where the SMS API says what a {@link DeliveryStep} says.
 * @param reason code of it, or null where the status has none
 */
public record ConversationStatus(String status, String reason) {

    /** Empty for Queued, which is never called back. */
    public static Optional<ConversationStatus> of(DeliveryStep step) {
        return switch (step.status()) {
            case "Queued" -> Optional.empty();
            case "Dispatched" -> Optional.of(new ConversationStatus("QUEUED_ON_CHANNEL", null));
            case "Delivered" -> Optional.of(new ConversationStatus("DELIVERED", null));
            default -> Optional.of(new ConversationStatus("FAILED", reason(step.code())));
        };
    }

    private static String reason(int code) {
        return switch (code) {
            case 1, 402, 404 -> "RECIPIENT_NOT_REACHABLE";
            case 2, 407, 408 -> "CHANNEL_REJECT";
            case 3 -> "RECIPIENT_INVALID_CHANNEL_IDENTITY";
            case 5 -> "DELIVERY_TIMED_OUT";
            case 403 -> "INTERNAL_ERROR";
            case 405, 411 -> "BAD_REQUEST";
            case 406 -> "MESSAGE_EXPIRED";
            case 410, 412 -> "CHANNEL_BAD_CONFIGURATION";
            case 413 -> "DELIVERY_REJECTED_DUE_TO_POLICY";
            default -> "UNKNOWN";
        };
    }
}
