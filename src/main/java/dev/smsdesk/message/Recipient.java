package dev.smsdesk.message;

import dev.smsdesk.store.InstantColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** One number of one batch. Carries the fold of its reports; {@code DeliveryLog} alone changes it. */
@Entity
@Table(name = "recipient")
public class Recipient {
    @Id
    @Column(name = "id")
    private String id;
    @Column(name = "batch_id")
    private String batchId;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "submission_id")
    private Submission submission;
    @Column(name = "digits")
    private String digits;
    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private DeliveryState state;
    @Column(name = "operator_at")
    @Convert(converter = InstantColumn.class)
    private Instant operatorAt;
    @Column(name = "reported_at")
    @Convert(converter = InstantColumn.class)
    private Instant reportedAt;
    @Column(name = "code")
    private Integer code;
    @Column(name = "reason")
    private String reason;
    @Column(name = "provider_id")
    private String providerId;
    @Column(name = "conflict")
    private boolean conflict;

    protected Recipient() {}

    public String getId() {
        return id;
    }

    public String getBatchId() {
        return batchId;
    }

    public Submission getSubmission() {
        return submission;
    }

    public String getDigits() {
        return digits;
    }

    /** E.164, with the plus. */
    public String getNumber() {
        return "+" + digits;
    }

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

    /** @return under which id Sinch reported the state, or null before Sinch answered */
    public String getProviderId() {
        return providerId;
    }

    /** @return when it happened: the operator's time where known, else Sinch's, or null */
    public Instant getEventTime() {
        return operatorAt != null ? operatorAt : reportedAt;
    }

    /** Two final reports contradict each other. */
    public boolean isConflict() {
        return conflict;
    }
}
