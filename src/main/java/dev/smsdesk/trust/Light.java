package dev.smsdesk.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether a secret can go. Sinch tries a callback again for up to 46 hours, and may not sign anew, so two days of silence are what counts. */
public enum Light {
    IN_USE("open", "In use", "It signed a callback within the last %d hours."),
    WAITING("quiet", "Not used yet", "Nothing was signed with it so far."),
    WATCHING("quiet", "Too early to say", "It is known for less than %d hours, or no other secret was used in that time."),
    SAFE("good", "Safe to remove", "No callback for more than %d hours, while another secret of this path was used."),
    UNREADABLE("bad", "Cannot be read", "It was sealed with another SMSDESK_SECRETS_KEY. Set that key again, or remove this secret and enter it anew.");

    private final String tone;
    private final String word;
    private final String why;

    Light(String tone, String word, String why) {
        this.tone = tone;
        this.word = word;
        this.why = why;
    }

    /**
     * @param span   for how long Sinch may still send what was signed with an old secret
     * @param others use of the other live secrets of the same path
     */
    static Light of(Slot slot, SecretUse use, List<SecretUse> others, Instant now, Duration span) {
        Instant from = now.minus(span);
        if (use.lastHit() != null && !use.lastHit().isBefore(from)) {
            return IN_USE;
        }
        if (use.lastHit() == null && slot != Slot.CURRENT) {
            return WAITING;
        }
        boolean othersUsed = others.stream().anyMatch(other -> other.lastHit() != null && !other.lastHit().isBefore(from));
        return use.lastUse().isBefore(from) && othersUsed ? SAFE : WATCHING;
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
