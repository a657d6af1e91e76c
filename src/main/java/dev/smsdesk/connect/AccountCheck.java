package dev.smsdesk.connect;

import dev.smsdesk.account.Account;
import dev.smsdesk.connect.CheckedAccount.AccountFinding;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.conversation.AppInfo;
import dev.smsdesk.wording.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks the credentials of each account by one call that changes nothing at Sinch. */
public final class AccountCheck {
    private final SendingAccounts accounts;
    private final Predicate<String> hasCredentials;

    /** @param hasCredentials by its id: whether an account can make a call, even where settings forbid it to send */
    public AccountCheck(SendingAccounts accounts, Predicate<String> hasCredentials) {
        this.accounts = accounts;
        this.hasCredentials = hasCredentials;
    }

    /** One call after the other; blocks for as long as they take. No transaction may be open. */
    public List<CheckedAccount> run() {
        return accounts.all().stream().map(this::checked).toList();
    }

    private CheckedAccount checked(SendingAccount sending) {
        String off = sending.gate().off().orElse(null);
        if (!hasCredentials.test(sending.id())) {
            return new CheckedAccount(sending.id(), AccountFinding.FAULT, List.of(Sentence.of(AccountSentence.NOT_CHECKED,
                off == null ? "" : off)));
        }
        CheckedAccount checked = check(sending);
        List<Sentence> says = new ArrayList<>(checked.says());
        if (off != null) {
            says.add(Sentence.of(AccountSentence.OFF, off));
        }
        return new CheckedAccount(sending.id(), off == null ? checked.finding() : AccountFinding.FAULT, says);
    }

    private static CheckedAccount check(SendingAccount sending) {
        Account account = sending.account();
        SetupAnswer<?> answer = sending.sender().check();
        if (!(answer instanceof Works<?> works)) {
            return new CheckedAccount(account.id(), AccountFinding.FAULT, List.of(AnswerText.of(answer, account)));
        }
        List<Sentence> faults = works.value() instanceof AppInfo app ? faults(app) : List.of();
        List<Sentence> says = new ArrayList<>(faults);
        says.add(0, works.value() instanceof AppInfo app ? Sentence.of(AccountSentence.APP_WORKS, named(app))
            : Sentence.of(AccountSentence.PLAN_WORKS));
        if (works.value() instanceof AppInfo app) {
            says.addAll(facts(app));
        }
        if (sending.gate().hold().isPresent()) {
            says.add(Sentence.of(AccountSentence.STILL_HELD));
        }
        return new CheckedAccount(account.id(), faults.isEmpty() ? AccountFinding.WORKS : AccountFinding.INCOMPLETE, says);
    }

    private static String named(AppInfo app) {
        return app.name() == null || app.name().isBlank() ? app.id() : app.name();
    }

    /** Why messages would fail although the key is accepted. */
    private static List<Sentence> faults(AppInfo app) {
        if (!app.hasSms()) {
            return List.of(Sentence.of(AccountSentence.APP_WITHOUT_SMS));
        }
        return app.smsState() == null || app.smsState().equals("ACTIVE") ? List.of()
            : List.of(Sentence.of(AccountSentence.SMS_NOT_ACTIVE, app.smsState()));
    }

    private static List<Sentence> facts(AppInfo app) {
        return Stream.of(app.servicePlanId() == null ? null : Sentence.of(AccountSentence.APP_PLAN, app.servicePlanId()),
                app.keepsMessages() ? null : Sentence.of(AccountSentence.APP_KEEPS_NOTHING))
            .filter(one -> one != null).toList();
    }
}
