package dev.smsdesk.connect;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.SetupAnswer.Invalid;
import dev.smsdesk.sinch.call.SetupAnswer.TryLater;
import dev.smsdesk.sinch.call.SetupAnswer.Unclear;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.trust.EnteredSecrets;
import dev.smsdesk.trust.RemovalAdvice;
import dev.smsdesk.trust.RotationWindow;
import dev.smsdesk.trust.SecretOverview.SecretRow;
import dev.smsdesk.trust.Slot;
import dev.smsdesk.trust.Trust;
import dev.smsdesk.wording.Sentence;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The secret of our webhook: made here, accepted on all nodes before Sinch gets it, and removed again where Sinch surely has it not. */
public final class SecretSteps {
    private static final Channel PATH = Channel.CONVERSATION;
    private static final int BYTES = 32;
    private final Trust trust;
    private final AuditLog audit;
    private final OtherNodes others;
    private final SecureRandom random = new SecureRandom();

    public SecretSteps(Trust trust, AuditLog audit, OtherNodes others) {
        this.trust = trust;
        this.audit = audit;
        this.others = others;
    }

    /**
     * @param value  of a new secret, which is accepted now; null where {@code why} says what hinders
     * @param window whether a rotation window was opened for it
     */
    record Begun(String id, Slot slot, String value, boolean window, Sentence why) {
        private static Begun not(Slot slot, Sentence why) {
            return new Begun(null, slot, null, false, why);
        }

        boolean isNext() {
            return slot == Slot.NEXT;
        }

        /** Never shows the value. */
        @Override
        public String toString() {
            return "Begun[" + slot + "]";
        }
    }

    /** What an admin has to do before a new secret can be entered. */
    Optional<Sentence> toDoFirst() {
        trust.keeper().refresh();
        if (!trust.entered().canBeEntered()) {
            return Optional.of(Sentence.of(WebhookSentence.NO_SECRETS_KEY));
        }
        return in(Slot.NEXT).stream().findFirst().map(next -> next.id() == null ? Sentence.of(WebhookSentence.NEXT_IS_SET, next.name())
            : Sentence.of(next.light() == RemovalAdvice.UNREADABLE ? WebhookSentence.NEXT_IS_UNREADABLE : WebhookSentence.NEXT_IS_ENTERED));
    }

    private List<SecretRow> in(Slot slot) {
        return trust.overview().rows().stream().filter(row -> row.channel() == PATH && row.slot() == slot).toList();
    }

    /**
     * Returns once all nodes accept the new secret.
     * @param signed whether Sinch signs already: with a secret that is not known here, where none is entered yet
     */
    Begun enter(boolean signed, String who) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Slot slot = in(Slot.CURRENT).isEmpty() ? Slot.CURRENT : Slot.NEXT;
        boolean window = slot == Slot.CURRENT && signed && openWindow(who);
        EnteredSecrets.EntryResult entry = audit.together(() -> {
            EnteredSecrets.EntryResult made = trust.entered().entry(PATH, slot, value, who);
            if (made.fault() == null) {
                audit.record(who, "secret entered", PATH.word() + ", " + slot.word() + ", by Set up for me");
            }
            return made;
        });
        if (entry.fault() != null) {
            return Begun.not(slot, Sentence.of(WebhookSentence.NOT_STORED, entry.fault()));
        }
        trust.keeper().refresh();
        if (!others.follow()) {
            return Begun.not(slot, Sentence.of(WebhookSentence.STOPPED_BEFORE));
        }
        return new Begun(entry.id(), slot, value, window, null);
    }

    /** Whether Sinch cannot have got the secret by a call that ended so. */
    static boolean isSurelyRefused(SetupAnswer<?> answer) {
        return !(answer instanceof Unclear) && !(answer instanceof TryLater<?> later && later.status() != 429)
            && !(answer instanceof Invalid<?> timeout && timeout.status() == 408);
    }

    /** What Sinch has signed with a secret that is not known here is not refused for good, but comes again. */
    private boolean openWindow(String who) {
        return audit.together(() -> {
            boolean opened = trust.window().open(RotationWindow.LONGEST, who);
            if (opened) {
                audit.record(who, "rotation window opened", RotationWindow.LONGEST.toHours() + " hours, by Set up for me");
            }
            return opened;
        });
    }

    /** All is as it was before {@link #enter}. */
    void remove(Begun secret, String who) {
        audit.together(() -> {
            trust.entered().remove(secret.id());
            audit.record(who, "secret removed", PATH.word() + ", " + secret.slot().word() + ", by Set up for me");
            if (secret.window()) {
                trust.window().close();
                audit.record(who, "rotation window closed", "by Set up for me");
            }
            return null;
        });
        trust.keeper().refresh();
    }

    void recordSetUp(String who, URI target, boolean created) {
        audit.record(who, created ? "webhook created" : "webhook corrected", target.toString());
    }
}
