package dev.smsdesk.receive;

import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Secret;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The live secrets of each callback path. Empty for a path: nothing can be believed there, so nothing is refused for good either. */
public final class SecretRing {
    private final Map<Family, List<Secret>> live = new ConcurrentHashMap<>();

    /** From now on callbacks of this family are believed when one of these secrets fits. */
    public void set(Family family, List<Secret> secrets) {
        live.put(family, List.copyOf(secrets));
    }

    public List<Secret> of(Family family) {
        return live.getOrDefault(family, List.of());
    }
}
