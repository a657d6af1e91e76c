package dev.smsdesk.pages;

import dev.smsdesk.account.Channel;
import dev.smsdesk.metrics.Health;
import dev.smsdesk.pages.callbacks.CallbackPages;
import dev.smsdesk.pages.ui.Formats;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.trust.SecretRing;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What every page says above its content; application attribute {@code desk}. Asked anew for each page. */
public final class DeskInfo {
    /** Sinch tries a callback again for two days at the most, so what is older cannot be saved any more. */
    private static final Duration LOOK_BACK = Duration.ofHours(48);
    private static final Duration JUST_NOW = Duration.ofHours(1);
    private final boolean sandbox;
    private final URI insteadOfSinch;
    private final SendingAccounts accounts;
    private final Refusals refusals;
    private final CallbackPages.Condition condition;
    private final SecretRing secrets;
    private final Clock clock;

    /** @param insteadOfSinch SMSDESK_SINCH_URL, or null */
    public DeskInfo(boolean sandbox, URI insteadOfSinch, SendingAccounts accounts, Refusals refusals, CallbackPages.Condition condition,
        SecretRing secrets,
                    Clock clock) {
        this.sandbox = sandbox;
        this.insteadOfSinch = insteadOfSinch;
        this.accounts = accounts;
        this.refusals = refusals;
        this.condition = condition;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * @param tone sandbox, warning or alarm
     * @param path page of ours where something can be done about it
     */
    public record Banner(String tone, String text, String path, String link) {}

    public boolean isSandbox() {
        return sandbox;
    }

    /** @param admin whether the page Secrets opens for who looks; others are led to Connection, which says which secrets are set */
    public List<Banner> banners(boolean admin) {
        List<Banner> banners = new ArrayList<>();
        if (sandbox) {
            banners.add(new Banner("sandbox", "Sandbox: nothing goes to Sinch.", "/sandbox", "What it does"));
        }
        if (insteadOfSinch != null) {
            banners.add(new Banner("warning", "Calls go to " + insteadOfSinch + " instead of Sinch, as SMSDESK_SINCH_URL says.",
                "/connection", "Connection"));
        }
        accounts.off().ifPresentOrElse(why -> banners.add(new Banner("alarm", "Sending is off. " + why, "/connection", "Connection")),
            () -> accounts.faults().forEach(why -> banners.add(new Banner("alarm", "One account is off. " + why, "/connection",
                "Connection"))));
        accounts.hold().ifPresent(hold -> banners.add(new Banner("warning", hold.isPause()
            ? "Sending is paused by " + hold.heldBy() + " since " + Formats.time(hold.since()) + " UTC: " + hold.reason()
            : "Sending has stopped. " + Formats.say(hold.reason()), "/connection", "Resume")));
        trusted(banners, admin);
        refused(banners, admin);
        silent(banners);
        return banners;
    }

    private void trusted(List<Banner> banners, boolean admin) {
        secrets.window().ifPresent(window -> banners.add(onSecrets("warning", "A rotation window is open until "
            + Formats.time(window.endsAt())
            + " UTC: callbacks whose signature fits nothing are not refused for good, they come again.", admin)));
        for (Channel channel : Channel.values()) {
            if (secrets.hasUnreadable(channel)) {
                banners.add(onSecrets("alarm", "A secret that was entered for " + channel.word()
                    + " cannot be read: it was sealed with another SMSDESK_SECRETS_KEY. "
                    + "Callbacks that fit no other secret come again, for two days at most. Set that key again, or remove the secret and "
                    + "enter it anew.", admin));
            }
            if (secrets.password(channel).isPresent()) {
                banners.add(onSecrets("warning", "Unsigned callbacks of " + channel.word()
                    + " are believed by user and password. That is weaker than a signature.", admin));
            }
        }
    }

    private static Banner onSecrets(String tone, String text, boolean admin) {
        return admin ? new Banner(tone, text, "/secrets", "Secrets") : new Banner(tone, text, "/connection", "Connection");
    }

    private void refused(List<Banner> banners, boolean admin) {
        if (count(RefusalReason.NO_SECRET, JUST_NOW) > 0) {
            banners.add(onSecrets("alarm",
                "Callbacks come in that cannot be verified, as no secret is set for their path. They come again; set the secret.", admin));
        }
        long stale = count(RefusalReason.STALE, LOOK_BACK);
        if (stale > 0) {
            banners.add(new Banner("alarm", "Callbacks signed by Sinch were refused for good in the last two days, as they came too late: "
                + Formats.count(stale) + ".", "/refusals", "Refusals"));
        }
    }

    private void silent(List<Banner> banners) {
        Silence.State state = condition.silence().state();
        if (state.silent()) {
            banners.add(new Banner("alarm", "Sinch is silent: " + Formats.count(state.unanswered()) + " messages or more went out since "
                + Formats.time(state.since())
                + " UTC, and no callback has come since then.", "/callback-health", "Callback health"));
        }
        Health.Skew clock = condition.health().now().clock();
        if (clock != null && clock.isSuspicious() && clock.median().isNegative() && count(RefusalReason.AHEAD, JUST_NOW) > 0) {
            banners.add(new Banner("alarm", "This server's clock is slow, by about " + Formats.lasting(clock.median())
                + ": Sinch's callbacks seem to come from the future. They come again; set the clock.", "/refusals", "Refusals"));
        } else if (clock != null && clock.isSuspicious()) {
            banners.add(new Banner("warning", clock.median().isNegative()
                ? "This server's clock differs from Sinch's by about " + Formats.lasting(clock.median()) + ": it is slow."
                : "This server's clock differs from Sinch's by about " + Formats.lasting(clock.median())
                    + ": it is fast, or callbacks come that late.",
                "/callback-health", "Callback health"));
        }
    }

    private long count(RefusalReason reason, Duration back) {
        return refusals.count(reason, clock.instant().minus(back));
    }
}
