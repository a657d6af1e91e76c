package dev.smsdesk.message;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.InstantColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A message that a person sent to one of our numbers (MO). Unique by channel, Sinch's id, sender and text; never changes. */
@Entity
@Table(name = "inbound")
public class Inbound {
    private static final Duration SOON = Duration.ofMinutes(1);
    @Id
    @Column(name = "id")
    private String id;
    @Enumerated(EnumType.STRING)
    @Column(name = "channel")
    private Channel channel;
    @Column(name = "provider_id")
    private String providerId;
    @Column(name = "sender")
    private String sender;
    @Column(name = "addressee")
    private String addressee;
    @Column(name = "text")
    private String text;
    @Column(name = "sent_at")
    @Convert(converter = InstantColumn.class)
    private Instant sentAt;
    @Column(name = "accepted_at")
    @Convert(converter = InstantColumn.class)
    private Instant acceptedAt;
    @Column(name = "received_at")
    @Convert(converter = InstantColumn.class)
    private Instant receivedAt;
    @Enumerated(EnumType.STRING)
    @Column(name = "source")
    private ReportSource source;
    @Column(name = "callback_id")
    private String callbackId;

    protected Inbound() {}

    /** The content of an inbound message; phone numbers as digits, other senders unchanged. */
    public record Content(String providerId, String sender, String addressee, String text, Instant sentAt, Instant acceptedAt,
        String reference) {}

    public String getId() {
        return id;
    }

    public Channel getChannel() {
        return channel;
    }

    public String getProviderId() {
        return providerId;
    }

    public String getSender() {
        return sender;
    }

    public String getAddressee() {
        return addressee;
    }

    public String getText() {
        return text;
    }

    public Instant getSentAt() {
        return sentAt;
    }

    public Instant getAcceptedAt() {
        return acceptedAt;
    }

    /** It reached Sinch more than a minute before it reached this server. */
    public boolean isLate() {
        return acceptedAt != null && acceptedAt.plus(SOON).isBefore(receivedAt);
    }

    public Instant getReceivedAt() {
        return receivedAt;
    }

    /** Sinch told it only when asked; a callback that came afterwards changes nothing of that. */
    public boolean isAskedFor() {
        return source == ReportSource.POLL;
    }

    /** @return null where no callback ever brought it */
    public String getCallbackId() {
        return callbackId;
    }
}
