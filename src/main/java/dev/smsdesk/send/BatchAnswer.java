package dev.smsdesk.send;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.store.Slice;
import dev.smsdesk.wording.Sentences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answer to GET /api/batches/{id}. Times are ISO 8601 in UTC; absent values are null.
 * @param version counts what people did with the batch; the ETag holds it
 * @param via     id of the account that it goes through
 * @param category {@code marketing} or {@code transactional}
 * @param resendOf id of the batch whose failed recipients it has, or null
 * @param leftOut  why it does not have the other recipients of that batch
 * @param counts  how many recipients stand where; states without any are absent
 * @param next    path of the next thousand recipients, or null at the end
 */
@JsonPropertyOrder({"id", "from", "text", "name", "created_at", "status", "version", "via", "category",
    "resend_of", "left_out", "counts", "recipients", "next"})
record BatchAnswer(String id, String from, String text, String name, @JsonProperty("created_at") String createdAt, BatchStatus status,
    long version,
                   String via, String category, @JsonProperty("resend_of") String resendOf,
        @JsonProperty("left_out") List<LeftOut> leftOut, Map<DeliveryState, Long> counts, List<Line> recipients, String next) {

    /**
     * One recipient. {@code code} and {@code reason} are those of the report that decided the state.
     * @param reason       Sinch's words as received; beside NOT_SENT and UNSURE a code of ours
     * @param detail       the sentence for a code of ours, else null
     * @param contradicted two final reports contradict each other; the later one counts
     */
    @JsonPropertyOrder({"to", "state", "contradicted", "provider_id", "code", "reason", "detail", "event_time"})
    record Line(String to, DeliveryState state, boolean contradicted, @JsonProperty("provider_id") String providerId, Integer code,
        String reason,
                String detail, @JsonProperty("event_time") String eventTime) {
        static Line of(Recipient r) {
            return new Line(r.getNumber(), r.getState(), r.isConflict(), r.getProviderId(), r.getCode(), r.getReason(),
                Sentences.ENGLISH.ofStored(r.getDetail()), iso(r.getEventTime()));
        }
    }

    /** @param reason a state in lower case, or {@code resent_before}, {@code contradicted}, {@code too_many} */
    @JsonPropertyOrder({"reason", "count"})
    record LeftOut(String reason, long count) {
        /** @param stored {@code delivered 10,unsure 1}, or null */
        static List<LeftOut> of(String stored) {
            return stored == null || stored.isEmpty() ? List.of() : Stream.of(stored.split(",")).map(one -> one.split(" "))
                .map(one -> new LeftOut(one[0], Long.parseLong(one[1]))).toList();
        }
    }

    static BatchAnswer of(Batch batch, Map<DeliveryState, Long> counts, Slice<Recipient> recipients, String next) {
        return new BatchAnswer(batch.getId(), batch.getSender(), batch.getText(), batch.getName(), iso(batch.getCreatedAt()),
            batch.getStatus(), batch.getVersion(),
            batch.getAccount(), batch.getCategory().word(), batch.getResendOf(),
            LeftOut.of(batch.getLeftOut()), counts, recipients.items().stream().map(Line::of).toList(), next);
    }

    private static String iso(Instant time) {
        return time == null ? null : time.toString();
    }
}
