package dev.smsdesk.access.key;

import dev.smsdesk.access.Role;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The caller of a resource, identified by the id of its API key. */
record KeyHolder(ApiKey key, boolean isSecure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
        return key::id;
    }

    @Override
    public boolean isUserInRole(String role) {
        for (Role each : Role.values()) {
            if (each.container().equals(role)) {
                return key.role().covers(each);
            }
        }
        return false;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
