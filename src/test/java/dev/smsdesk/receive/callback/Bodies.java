package dev.smsdesk.receive.callback;

import java.nio.charset.StandardCharsets;

/** Callback bodies in Sinch's shape, written for our tests from the members that Sinch documents. */
public final class Bodies {
    private Bodies() {}

    public static byte[] report(String batchId, String recipient, String status, int code, String at, String reference) {
        return utf8("""
            {"type":"recipient_delivery_report_sms","batch_id":"%s","recipient":"%s","code":%d,"status":"%s","at":"%s"%s}"""
            .formatted(batchId, recipient, code, status, at, reference == null ? "" : ",\"client_reference\":\"" + reference + "\""));
    }

    public static byte[] full(String batchId, String reference, String status, int code, String... recipients) {
        return utf8("""
            {"type":"delivery_report_sms","batch_id":"%s","client_reference":"%s","total_message_count":%d,\
            "statuses":[{"code":%d,"status":"%s","count":%d,"recipients":["%s"]}]}"""
            .formatted(batchId, reference, recipients.length, code, status, recipients.length, String.join("\",\"", recipients)));
    }

    public static byte[] summary(String batchId, String reference, String status, int code, int count) {
        return utf8("""
            {"type":"delivery_report_sms","batch_id":"%s","client_reference":"%s","total_message_count":%d,\
            "statuses":[{"code":%d,"status":"%s","count":%d}]}""".formatted(batchId, reference, count, code, status, count));
    }

    public static byte[] inbound(String id, String from, String text) {
        return utf8("""
            {"type":"mo_text","id":"%s","from":"%s","to":"46700000000","body":"%s","received_at":"2026-11-24T10:00:00.000Z"}"""
            .formatted(id, from, text));
    }

    public static byte[] conversationReport(String messageId, String status, String reasonCode) {
        return utf8("""
            {"app_id":"01A","project_id":"p","accepted_time":"2026-11-24T10:00:02.5Z","event_time":"2026-11-24T10:00:01.123456789Z",\
            "message_delivery_report":{"message_id":"%s","status":"%s","channel_identity":{"channel":"SMS","identity":"46701230001"},\
            "reason":{"code":"%s","description":"it did not go"},"metadata":""}}""".formatted(messageId, status, reasonCode));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
