package dev.smsdesk.trust;

import dev.smsdesk.sinch.signature.Secret;
import java.util.List;

/**
 * The secrets and the password that a refused callback may have been made with.
 * @param live      secrets accepted on its path
 * @param override  whether an override secret is among them
 * @param otherPath accepted on the other path only
 * @param retired   removed by an admin, no longer accepted
 * @param password  accepted for unsigned callbacks on its path, or null
 */
public record CandidateSecrets(List<Secret> live, boolean override, List<Secret> otherPath, List<Secret> retired, BasicPassword password) {
    public CandidateSecrets {
        live = List.copyOf(live);
        otherPath = List.copyOf(otherPath);
        retired = List.copyOf(retired);
    }
}
