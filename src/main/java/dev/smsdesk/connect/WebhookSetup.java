package dev.smsdesk.connect;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.callback.SelfTest.SelfTestResult;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupAnswer.NotThere;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.conversation.AppSetup;
import dev.smsdesk.sinch.conversation.Webhook;
import dev.smsdesk.wording.Sentence;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Lists the app's webhooks, and creates or corrects ours: the one whose target is our address. The new secret is accepted here before Sinch
 * gets it, and the former one afterwards as well, so that no callback is refused whichever step is the last one.
 */
public final class WebhookSetup {
    /** MESSAGE_SUBMIT is not asked for: it would double the callbacks. */
    static final List<String> TRIGGERS = List.of("MESSAGE_DELIVERY", "MESSAGE_INBOUND", "OPT_IN", "OPT_OUT");
    private final SendingAccounts accounts;
    private final Supplier<Optional<AppSetup>> app;
    private final URI target;
    private final SecretSteps secrets;
    private final Supplier<SelfTestResult> selfTest;

    /**
     * @param app       of the Conversation account; empty where there is none, or it is off
     * @param publicUrl by which Sinch reaches us, or null
     * @param selfTest  of the way to here
     */
    public WebhookSetup(SendingAccounts accounts, Supplier<Optional<AppSetup>> app, URI publicUrl, SecretSteps secrets,
            Supplier<SelfTestResult> selfTest) {
        this.accounts = accounts;
        this.app = app;
        this.target = publicUrl == null ? null : URI.create(publicUrl + Channel.CONVERSATION.callbackPath());
        this.secrets = secrets;
        this.selfTest = selfTest;
    }

    /** Whether the settings name an account that has webhooks. */
    public boolean hasApp() {
        return accounts.of(Channel.CONVERSATION).isPresent();
    }

    /** One call to Sinch. */
    public WebhookList list() {
        AppSetup now = app.get().orElse(null);
        return now == null ? WebhookList.none(whyNoApp()) : list(now);
    }

    private WebhookList list(AppSetup now) {
        SetupAnswer<List<Webhook>> answer = now.webhooks();
        if (!(answer instanceof Works<List<Webhook>> works)) {
            return WebhookList.none(AnswerText.of(answer, account()));
        }
        List<ListedWebhook> webhooks = works.value().stream().map(one -> ListedWebhook.of(one, target)).toList();
        long ours = webhooks.stream().filter(ListedWebhook::ours).count();
        return new WebhookList(true, webhooks, target == null ? List.of(Sentence.of(WebhookSentence.NO_ADDRESS))
            : ours == 0 ? List.of(Sentence.of(WebhookSentence.NONE_IS_OURS, target))
            : ours > 1 ? List.of(Sentence.of(WebhookSentence.TWO_ARE_OURS, target)) : List.of());
    }

    /** Up to three calls to Sinch, then the self-test. @param who presses the button */
    public SetupResult run(String who) {
        AppSetup now = app.get().orElse(null);
        Optional<Sentence> first = now == null ? Optional.of(whyNoApp()) : addressFault().or(secrets::toDoFirst);
        if (first.isPresent()) {
            return SetupResult.not(first.get());
        }
        WebhookList list = list(now);
        List<ListedWebhook> ours = list.ours();
        if (!list.listed() || ours.size() > 1) {
            return SetupResult.not(list.says().get(0));
        }
        if (ours.isEmpty() && list.webhooks().size() >= Webhook.MOST_OF_AN_APP) {
            return SetupResult.not(Sentence.of(WebhookSentence.NO_ROOM, Webhook.MOST_OF_AN_APP));
        }
        Webhook former = ours.isEmpty() ? null : ours.get(0).webhook();
        SecretSteps.Begun secret = secrets.enter(former != null && former.secretSet(), who);
        return secret.why() != null ? SetupResult.not(secret.why()) : give(now, former, secret, who);
    }

    /** @param ours as it is at Sinch, or null for none */
    private SetupResult give(AppSetup now, Webhook ours, SecretSteps.Begun secret, String who) {
        SetupAnswer<Webhook> corrected = ours == null ? null : now.update(ours.id(), target.toString(), TRIGGERS, secret.value());
        boolean create = ours == null || corrected instanceof NotThere;
        SetupAnswer<Webhook> answer = create ? now.create(target.toString(), TRIGGERS, secret.value()) : corrected;
        if (!(answer instanceof Works)) {
            Sentence why = AnswerText.of(answer, account());
            if (SecretSteps.isSurelyRefused(answer)) {
                secrets.remove(secret, who);
                return SetupResult.not(why, Sentence.of(WebhookSentence.SECRET_REMOVED_AGAIN));
            }
            return SetupResult.not(why, Sentence.of(WebhookSentence.MAY_BE_SET_UP));
        }
        secrets.recordSetUp(who, target, create);
        List<Sentence> says = new ArrayList<>();
        says.add(Sentence.of(!create ? WebhookSentence.CORRECTED : ours == null ? WebhookSentence.CREATED
            : WebhookSentence.DELETED_MEANWHILE));
        removed(ours).ifPresent(says::add);
        says.add(Sentence.of(secret.isNext() ? WebhookSentence.IS_NEXT
            : secret.window() ? WebhookSentence.IS_CURRENT_IN_WINDOW : WebhookSentence.IS_CURRENT));
        return new SetupResult(true, says, selfTest.get());
    }

    private static Optional<Sentence> removed(Webhook ours) {
        TreeSet<String> removed = new TreeSet<>(ours == null ? List.of() : ours.triggers());
        TRIGGERS.forEach(removed::remove);
        return removed.isEmpty() ? Optional.empty()
            : Optional.of(Sentence.of(WebhookSentence.TRIGGERS_REMOVED, String.join(", ", removed)));
    }

    /** What Sinch would refuse. */
    private Optional<Sentence> addressFault() {
        if (target == null) {
            return Optional.of(Sentence.of(WebhookSentence.NO_ADDRESS));
        }
        int length = target.toString().length();
        if (length > Webhook.LONGEST_TARGET) {
            return Optional.of(Sentence.of(WebhookSentence.ADDRESS_TOO_LONG, target, length, Webhook.LONGEST_TARGET));
        }
        return Webhook.isForbidden(target) ? Optional.of(Sentence.of(WebhookSentence.ADDRESS_OF_SINCH, target)) : Optional.empty();
    }

    private Sentence whyNoApp() {
        return accounts.of(Channel.CONVERSATION).flatMap(one -> one.gate().off())
            .map(off -> Sentence.of(WebhookSentence.ACCOUNT_OFF, off)).orElse(Sentence.of(WebhookSentence.NO_ACCOUNT));
    }

    private Account account() {
        return accounts.of(Channel.CONVERSATION).orElseThrow().account();
    }
}
