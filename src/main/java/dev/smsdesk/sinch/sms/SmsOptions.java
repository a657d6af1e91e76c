package dev.smsdesk.sinch.sms;

import java.util.Set;

/**
 * What a service plan's messages ask for.
 * @param deliveryReport {@code per_recipient}: a callback at each change; {@code per_recipient_final}: at the last one alone, about half as
 *     many
 * @param maxParts       of one text: Sinch sends none with more
 */
public record SmsOptions(String deliveryReport, int maxParts) {
    public static final Set<String> DELIVERY_REPORTS = Set.of("per_recipient", "per_recipient_final");
    private static final int USUAL_PARTS = 10;

    public SmsOptions {
        if (!DELIVERY_REPORTS.contains(deliveryReport) || maxParts < 1) {
            throw new IllegalArgumentException("Reports are per_recipient or per_recipient_final, and a text has at least one part.");
        }
    }

    public static SmsOptions usual() {
        return new SmsOptions("per_recipient", USUAL_PARTS);
    }
}
