package dev.smsdesk.access.key;

import dev.smsdesk.access.Role;
import java.time.Instant;

/**
 * A stored API key, without the key itself.
 * @param id        {@code setting} for SMSDESK_API_KEY, else its id
 * @param createdAt null for the setting
 * @param revokedAt null while it is valid
 */
public record ApiKey(String id, String name, Role role, Instant createdAt, String createdBy, Instant revokedAt) {
    public boolean isRevoked() {
        return revokedAt != null;
    }
}
