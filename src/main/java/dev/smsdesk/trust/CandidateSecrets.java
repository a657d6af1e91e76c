package dev.smsdesk.trust;

import dev.smsdesk.sinch.signature.Secret;
import java.util.List;

/**
 * What a refused callback may have been proven with.
 * @param live      secrets that are believed on its path
 * @param override  whether an override secret is among them
 * @param otherPath believed on the other path only
 * @param retired   removed by an admin, believed no more
 * @param password  by which the unsigned are believed on its path, or null
 */
public record CandidateSecrets(List<Secret> live, boolean override, List<Secret> otherPath, List<Secret> retired, BasicPassword password) {
    public CandidateSecrets {
        live = List.copyOf(live);
        otherPath = List.copyOf(otherPath);
        retired = List.copyOf(retired);
    }
}
