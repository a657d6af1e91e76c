package dev.smsdesk.message;

import java.util.List;

/** What was said of one submission, whose row the caller has locked. */
public record News(String submissionId, Family family, List<DeliveryEvent> events) {
    public News {
        events = List.copyOf(events);
    }
}
