package dev.smsdesk.message;

import dev.smsdesk.store.InstantColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What an admin composed: one text to n recipients. Never changes once it is stored. */
@Entity
@Table(name = "batch")
public class Batch {
    @Id
    @Column(name = "id")
    private String id;
    @Column(name = "name")
    private String name;
    @Column(name = "sender")
    private String sender;
    @Column(name = "text")
    private String text;
    @Column(name = "account")
    private String account;
    @Column(name = "recipient_count")
    private int recipientCount;
    @Column(name = "created_at")
    @Convert(converter = InstantColumn.class)
    private Instant createdAt;
    @Column(name = "created_by")
    private String createdBy;

    protected Batch() {}

    /**
     * @param name    what people call it, or null
     * @param sender  phone number, short code or alphanumeric
     * @param account where it goes: {@code sandbox}, or {@code sms:} and the service plan id
     */
    public Batch(String id, String name, String sender, String text, String account, int recipientCount, Instant createdAt, String createdBy) {
        this.id = id;
        this.name = name;
        this.sender = sender;
        this.text = text;
        this.account = account;
        this.recipientCount = recipientCount;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    public String getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public String getSender() {
        return sender;
    }

    public String getText() {
        return text;
    }

    public String getAccount() {
        return account;
    }

    public int getRecipientCount() {
        return recipientCount;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public String getCreatedBy() {
        return createdBy;
    }
}
