package dev.smsdesk.message;

import dev.smsdesk.store.InstantColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One delivery event as it was learnt. Append-only; the same claim is kept once. */
@Entity
@Table(name = "report")
public class Report {
    @Id
    @Column(name = "id")
    private String id;
    @Column(name = "identity")
    private String identity;
    @Column(name = "submission_id")
    private String submissionId;
    @Column(name = "recipient_id")
    private String recipientId;
    @Column(name = "digits")
    private String digits;
    @Column(name = "provider_id")
    private String providerId;
    @Enumerated(EnumType.STRING)
    @Column(name = "source")
    private ReportSource source;
    @Column(name = "status")
    private String status;
    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private DeliveryState state;
    @Column(name = "code")
    private Integer code;
    @Column(name = "reason")
    private String reason;
    @Column(name = "operator_at")
    @Convert(converter = InstantColumn.class)
    private Instant operatorAt;
    @Column(name = "reported_at")
    @Convert(converter = InstantColumn.class)
    private Instant reportedAt;
    @Column(name = "message_count")
    private Integer count;
    @Column(name = "received_at")
    @Convert(converter = InstantColumn.class)
    private Instant receivedAt;
    @Column(name = "callback_id")
    private String callbackId;

    protected Report() {}

    public String getDigits() {
        return digits;
    }

    public String getProviderId() {
        return providerId;
    }

    public ReportSource getSource() {
        return source;
    }

    /** The word as it came. */
    public String getStatus() {
        return status;
    }

    /** @return null where the word is not understood */
    public DeliveryState getState() {
        return state;
    }

    public Integer getCode() {
        return code;
    }

    /** Sinch's words as received, or the code of a reason of ours. */
    public String getReason() {
        return OwnReason.word(state, reason);
    }

    /** @return a stored code of ours, to be put into words, or null beside Sinch's words */
    public String getDetail() {
        return OwnReason.detail(state, reason);
    }

    public Instant getOperatorAt() {
        return operatorAt;
    }

    public Instant getReportedAt() {
        return reportedAt;
    }

    /** How many messages a summary counts; null elsewhere. */
    public Integer getCount() {
        return count;
    }

    public Instant getReceivedAt() {
        return receivedAt;
    }

    public String getCallbackId() {
        return callbackId;
    }
}
