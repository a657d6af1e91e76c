package dev.smsdesk.access.key;

import dev.smsdesk.access.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a JAX-RS resource, or a method of it (which goes before its class): answers only to an API key of at least this role. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NeedsKey {
    Role value();
}
