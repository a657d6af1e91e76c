package dev.smsdesk.access;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Puts a {@link KeyFilter} before every resource method that {@link NeedsKey} marks, itself or its class. */
public final class KeyFeature implements DynamicFeature {
    private final ApiKeys keys;
    private final AuditLog audit;

    public KeyFeature(ApiKeys keys, AuditLog audit) {
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        NeedsKey onMethod = resource.getResourceMethod().getAnnotation(NeedsKey.class);
        NeedsKey needs = onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(NeedsKey.class);
        if (needs != null) {
            context.register(new KeyFilter(keys, audit, needs.value()), Priorities.AUTHENTICATION);
        }
    }
}
