package dev.smsdesk.pages.setup;

import dev.smsdesk.connect.CheckedAccount;
import dev.smsdesk.connect.ListedWebhook;
import dev.smsdesk.connect.SetupResult;
import dev.smsdesk.connect.WebhookList;
import dev.smsdesk.pages.ui.Formats;
import dev.smsdesk.wording.Sentence;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a button on the page; in the session until the page is shown. Contains no secret.
 * @param title what was done
 * @param well  whether all is as it should be
 * @param says  sentences about it; may be empty
 */
public record ConnectionAnswer(String title, boolean well, List<String> says, List<Checked> accounts, List<Hook> webhooks)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** @param tone of a badge; @param word in it */
    public record Checked(String id, String tone, String word, List<String> says) implements Serializable {
        private static final long serialVersionUID = 1L;

        private static Checked of(CheckedAccount account) {
            return switch (account.finding()) {
                case WORKS -> new Checked(account.id(), "good", "Works", said(account.says()));
                case INCOMPLETE -> new Checked(account.id(), "unsure", "Incomplete", said(account.says()));
                case FAULT -> new Checked(account.id(), "bad", "Does not work", said(account.says()));
            };
        }
    }

    /** A webhook of the app. */
    public record Hook(String target, boolean ours, String triggers, boolean secret, boolean clientCredentials, List<String> notes)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private static Hook of(ListedWebhook listed) {
            return new Hook(listed.target(), listed.ours(), String.join(", ", listed.triggers()), listed.secretSet(),
                listed.clientCredentialsSet(), said(listed.notes()));
        }
    }

    static ConnectionAnswer checked(List<CheckedAccount> accounts) {
        return again("Credentials checked", true, List.of(), accounts);
    }

    static ConnectionAnswer readAgain(Connection.Reading reading, List<CheckedAccount> accounts) {
        return again("Settings read again on this server", reading.taken(), reading.says(), accounts);
    }

    private static ConnectionAnswer again(String title, boolean taken, List<String> said, List<CheckedAccount> accounts) {
        List<String> says = accounts.isEmpty() && said.isEmpty() ? List.of("There is no account. Set the credentials of one first.") : said;
        boolean well = taken && !accounts.isEmpty() && accounts.stream()
            .allMatch(one -> one.finding() == CheckedAccount.AccountFinding.WORKS);
        return new ConnectionAnswer(title, well, says, accounts.stream().map(Checked::of).toList(), List.of());
    }

    static ConnectionAnswer listed(WebhookList list) {
        List<String> says = new ArrayList<>(said(list.says()));
        if (list.listed() && list.webhooks().isEmpty()) {
            says.add(0, "The app has no webhooks.");
        }
        boolean well = list.says().isEmpty() && list.webhooks().stream().allMatch(one -> !one.ours() || one.notes().isEmpty());
        return new ConnectionAnswer("Webhooks of the app", well, says, List.of(), list.webhooks().stream().map(Hook::of).toList());
    }

    static ConnectionAnswer setUp(SetupResult result) {
        List<String> says = new ArrayList<>(said(result.says()));
        if (result.test() != null) {
            says.add("Self-test: " + result.test().sentence());
        }
        return new ConnectionAnswer(result.done() ? "The webhook is set up" : "The webhook was not set up",
            result.done() && result.test().arrived(), List.copyOf(says), List.of(), List.of());
    }

    private static List<String> said(List<Sentence> sentences) {
        return sentences.stream().map(Formats::say).toList();
    }
}
