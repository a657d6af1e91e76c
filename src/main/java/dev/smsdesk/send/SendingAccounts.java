package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts that the settings name. What was composed for another one stays as it is: its messages are never sent through these. */
public final class SendingAccounts {
    private final List<SendingAccount> all;
    private final String noneBecause;
    private final List<String> without;
    private final Channel chosen;

    /**
     * @param all         the one that is used by default first
     * @param noneBecause why there is none: one sentence that says what to do
     * @param without     why a Conversation account that the settings name is not among them: one sentence each
     * @param chosen      the channel of the default account where the settings choose it, or null
     */
    public SendingAccounts(List<SendingAccount> all, String noneBecause, List<String> without, Channel chosen) {
        this.all = List.copyOf(all);
        this.noneBecause = noneBecause;
        this.without = List.copyOf(without);
        this.chosen = chosen;
    }

    public List<SendingAccount> all() {
        return all;
    }

    public List<String> ids() {
        return all.stream().map(SendingAccount::id).toList();
    }

    public Optional<SendingAccount> find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<SendingAccount> of(Channel channel) {
        return all.stream().filter(one -> one.account().channel() == channel).findFirst();
    }

    /**
     * @param via id of an account, {@code sms}, {@code conversation}, or null for the default
     * @throws ProblemException INVALID with pointer /via where it names none of these; SENDING_OFF where the settings forbid it
     */
    SendingAccount chosen(String via) {
        if (via == null) {
            return standard();
        }
        SendingAccount chosen = all.stream().filter(one -> one.id().equals(via) || one.account().channel().word().equals(via)).findFirst()
            .orElseThrow(() -> new ProblemException(List.of(new FieldError("/via", unknown()))));
        chosen.gate().off().ifPresent(why -> {
            throw new ProblemException(ProblemType.SENDING_OFF, why);
        });
        return chosen;
    }

    private String unknown() {
        String known = all.stream().flatMap(one -> Stream.of(one.account().channel().word(), one.id())).collect(Collectors.joining(", "));
        return "There is no such account. " + (all.isEmpty() ? noneBecause : "Write one of " + known
            + ", or leave it out for the default account.");
    }

    /**
     * The default account. Where the settings choose none and it is off, the other.
     * @throws ProblemException SENDING_OFF where the chosen one is off, or none can send
     */
    SendingAccount standard() {
        chosenIsOff().ifPresent(why -> {
            throw new ProblemException(ProblemType.SENDING_OFF, "The default account is off. " + why);
        });
        return all.stream().filter(one -> one.gate().off().isEmpty()).findFirst()
            .orElseThrow(() -> new ProblemException(ProblemType.SENDING_OFF, off().orElse(noneBecause)));
    }

    /** @param id of the account that a draft was composed for @throws ProblemException SENDING_OFF where it is not there, or off */
    SendingAccount composedFor(String id) {
        SendingAccount account = find(id).orElseThrow(() -> new ProblemException(ProblemType.SENDING_OFF,
            "It was composed for " + id + ", which is not configured here. Begin anew."));
        account.gate().off().ifPresent(why -> {
            throw new ProblemException(ProblemType.SENDING_OFF, why);
        });
        return account;
    }

    private Optional<String> chosenIsOff() {
        return chosen == null ? Optional.empty()
            : of(chosen).map(one -> one.gate().off()).orElse(chosen == Channel.CONVERSATION ? without.stream().findFirst()
            : Optional.empty());
    }

    /** @return why nothing can be sent, for people; empty where some account can send */
    public Optional<String> off() {
        if (all.stream().anyMatch(one -> one.gate().off().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(all.isEmpty() ? noneBecause : String.join(" ", faults()));
    }

    /** Why nothing can be sent through some account that the settings name: a sentence each. */
    public List<String> faults() {
        return Stream.concat(all.stream().flatMap(one -> one.gate().off().stream()), without.stream()).distinct().toList();
    }

    /** @return what stops sending through some account now; a person's pause before Sinch's answers */
    public Optional<SendingGate.Hold> hold() {
        return all.stream().map(one -> one.gate().hold().orElse(null)).filter(Objects::nonNull)
            .max(Comparator.comparing(SendingGate.Hold::isPause));
    }

    /** No call begins after this, through any account. */
    public void pause(String who, String reason) {
        all.forEach(one -> one.gate().pause(who, reason));
    }

    public void resume(String who) {
        all.forEach(one -> one.gate().resume(who));
    }
}
