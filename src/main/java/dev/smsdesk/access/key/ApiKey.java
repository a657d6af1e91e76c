package dev.smsdesk.access.key;

import dev.smsdesk.access.Role;
import java.time.Instant;

/**
 * An API key as it is kept: without the key itself.
 * @param id        our id, or {@code setting} for the one of SMSDESK_API_KEY
 * @param createdAt null for the one of the setting
 * @param revokedAt null while it opens
 */
public record ApiKey(String id, String name, Role role, Instant createdAt, String createdBy, Instant revokedAt) {
    public boolean isRevoked() {
        return revokedAt != null;
    }
}
