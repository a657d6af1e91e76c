package dev.smsdesk.trust;

import dev.smsdesk.sinch.Secret;
import java.util.List;

/**
 * Secrets by which a refused callback may have been signed.
 * @param live      believed on its path
 * @param otherPath believed on the other path only
 * @param retired   removed by an admin, believed no more
 */
public record Suspects(List<Secret> live, List<Secret> otherPath, List<Secret> retired) {
    public Suspects {
        live = List.copyOf(live);
        otherPath = List.copyOf(otherPath);
        retired = List.copyOf(retired);
    }
}
