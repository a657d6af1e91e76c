package dev.smsdesk.message;

import dev.smsdesk.account.Channel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Objects;

/** Under which id Sinch knows a submission. More than one of a submission: it was sent more than once. */
@Entity
@Table(name = "provider_ref")
@IdClass(ProviderRef.Key.class)
public class ProviderRef {
    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "channel")
    private Channel channel;
    @Id
    @Column(name = "provider_id")
    private String providerId;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "submission_id")
    private Submission submission;

    protected ProviderRef() {}

    public ProviderRef(String providerId, Submission submission) {
        this.channel = submission.getChannel();
        this.providerId = providerId;
        this.submission = submission;
    }

    public String getProviderId() {
        return providerId;
    }

    public Submission getSubmission() {
        return submission;
    }

    /** The composite key, in the form JPA wants. */
    public static class Key {
        public Channel channel;
        public String providerId;

        public Key() {}

        public Key(Channel channel, String providerId) {
            this.channel = channel;
            this.providerId = providerId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && channel == key.channel && Objects.equals(providerId, key.providerId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(channel, providerId);
        }
    }
}
