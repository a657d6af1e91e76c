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

/** What an admin composed: one text to n recipients. Once it is confirmed only its status changes, by {@code BatchLife}. */
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
    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private BatchStatus status;
    @Column(name = "version")
    private long version;
    @Enumerated(EnumType.STRING)
    @Column(name = "category")
    private Category category;
    @Column(name = "resend_of", insertable = false, updatable = false)
    private String resendOf;
    @Column(name = "left_out", insertable = false, updatable = false)
    private String leftOut;
    @Column(name = "priority")
    private int priority;

    protected Batch() {}

    /**
     * @param name    what people call it, or null
     * @param sender  phone number, short code or alphanumeric
     * @param account where it goes: its id
     * @param status  to begin with
     */
    public Batch(String id, String name, String sender, String text, String account, int recipientCount, Instant createdAt,
        String createdBy, BatchStatus status, Category category) {
        this.id = id;
        this.name = name;
        this.sender = sender;
        this.text = text;
        this.account = account;
        this.recipientCount = recipientCount;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
        this.status = status;
        this.category = category;
        this.priority = category.priority();
    }

    /** For marketing. */
    public Batch(String id, String name, String sender, String text, String account, int recipientCount, Instant createdAt,
        String createdBy, BatchStatus status) {
        this(id, name, sender, text, account, recipientCount, createdAt, createdBy, status, Category.MARKETING);
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

    /** @return id of the batch whose failed recipients it has, or null */
    public String getResendOf() {
        return resendOf;
    }

    /** @return why it does not have the other recipients of that batch: {@code delivered 10,unsure 1}; or null */
    public String getLeftOut() {
        return leftOut;
    }

    public Category getCategory() {
        return category;
    }

    public BatchStatus getStatus() {
        return status;
    }

    /** @return counts what people did with it */
    public long getVersion() {
        return version;
    }
}
