package dev.smsdesk.access.key;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.Role;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Registers a {@link KeyFilter} and a {@link QueryFilter} for every resource method that {@link NeedsKey} marks, directly or through its
 * class.
 */
public final class KeyFeature implements DynamicFeature {
    private final ApiKeys keys;
    private final AuditLog audit;

    public KeyFeature(ApiKeys keys, AuditLog audit) {
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        needed(resource.getResourceClass(), resource.getResourceMethod())
            .ifPresent(role -> context.register(new KeyFilter(keys, audit, role), Priorities.AUTHENTICATION)
                .register(QueryFilter.of(resource.getResourceMethod()), Priorities.USER));
    }

    /** The role that a resource method requires; empty if it needs no key. */
    public static Optional<Role> needed(Class<?> resource, Method method) {
        return Stream.of(method, resource).map(marked -> marked.getAnnotation(NeedsKey.class))
            .filter(Objects::nonNull).map(NeedsKey::value).findFirst();
    }
}
