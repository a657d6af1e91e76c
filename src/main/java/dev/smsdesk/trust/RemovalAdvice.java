package dev.smsdesk.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether a secret can be removed, the strongest objection first. Sinch retries a callback for up to 46 hours and may reuse its
 * signature, so two days without use are required.
 */
public enum RemovalAdvice {
    IN_USE("open", "In use", "It signed a callback within the last %d hours."),
    WAITING("quiet", "Waiting for use", "Nothing was signed with it within the last %d hours; it is there for what is still to come."),
    WATCHING("quiet", "Not yet known", "It is known for less than %d hours, or none that can take its place was used in that time."),
    SAFE("good", "Safe to remove", "No callback for more than %d hours, while one that can take its place was used."),
    UNREADABLE("bad", "Cannot be read", "It was sealed with another SMSDESK_SECRETS_KEY. Set that key again, or remove this secret and "
    + "enter it anew.");

    private final String tone;
    private final String word;
    private final String why;

    RemovalAdvice(String tone, String word, String why) {
        this.tone = tone;
        this.word = word;
        this.why = why;
    }

    /**
     * @param span how long Sinch may still send callbacks signed with an old secret
     * @param rest use of the other live secrets that {@linkplain Slot#canReplace can take its place}
     */
    static RemovalAdvice of(Slot slot, SecretUse use, List<SecretUse> rest, Instant now, Duration span) {
        Instant from = now.minus(span);
        if (use.isHitSince(from)) {
            return IN_USE;
        }
        if (slot == Slot.NEXT || slot == Slot.OVERRIDE && use.lastHit() == null) {
            return WAITING;
        }
        return use.lastUse().isBefore(from) && rest.stream().anyMatch(other -> other.isHitSince(from)) ? SAFE : WATCHING;
    }

    public String tone() {
        return tone;
    }

    public String word() {
        return word;
    }

    public String why(Duration span) {
        return why.formatted(span.toHours());
    }
}
