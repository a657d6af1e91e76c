package dev.smsdesk.message;

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
    @Column(name = "family")
    private Family family;
    @Id
    @Column(name = "provider_id")
    private String providerId;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "submission_id")
    private Submission submission;

    protected ProviderRef() {}

    public ProviderRef(String providerId, Submission submission) {
        this.family = submission.getFamily();
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
        public Family family;
        public String providerId;

        public Key() {}

        public Key(Family family, String providerId) {
            this.family = family;
            this.providerId = providerId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && family == key.family && Objects.equals(providerId, key.providerId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(family, providerId);
        }
    }
}
