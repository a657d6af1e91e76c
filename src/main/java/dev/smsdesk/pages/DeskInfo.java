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
import dev.smsdesk.wording.Sentence;
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
        SecretRing secrets, Clock clock) {
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
            banners.add(banner("sandbox", "/sandbox", "What it does", BannerText.SANDBOX));
        }
        if (insteadOfSinch != null) {
            banners.add(onConnection("warning", BannerText.OTHER_ADDRESS, insteadOfSinch));
        }
        accounts.off().ifPresentOrElse(why -> banners.add(onConnection("alarm", BannerText.SENDING_OFF, why)),
            () -> accounts.faults().forEach(why -> banners.add(onConnection("alarm", BannerText.ACCOUNT_OFF, why))));
        accounts.hold().ifPresent(hold -> banners.add(hold.isPause()
            ? banner("warning", "/connection", "Resume", BannerText.SENDING_PAUSED, hold.heldBy(), hold.since(), hold.reason())
            : banner("warning", "/connection", "Resume", BannerText.SENDING_STOPPED, hold.reason())));
        trusted(banners, admin);
        refused(banners, admin);
        silent(banners);
        return banners;
    }

    private void trusted(List<Banner> banners, boolean admin) {
        secrets.window().ifPresent(window -> banners.add(onSecrets(admin, "warning", BannerText.ROTATION_WINDOW, window.endsAt())));
        for (Channel channel : Channel.values()) {
            if (secrets.hasUnreadable(channel)) {
                banners.add(onSecrets(admin, "alarm", BannerText.SECRET_UNREADABLE, channel.word()));
            }
            if (secrets.password(channel).isPresent()) {
                banners.add(onSecrets(admin, "warning", BannerText.PASSWORD_ACCEPTED, channel.word()));
            }
        }
    }

    private void refused(List<Banner> banners, boolean admin) {
        if (count(RefusalReason.NO_SECRET, JUST_NOW) > 0) {
            banners.add(onSecrets(admin, "alarm", BannerText.NO_SECRET));
        }
        long stale = count(RefusalReason.STALE, LOOK_BACK);
        if (stale > 0) {
            banners.add(banner("alarm", "/refusals", "Rejected callbacks", BannerText.REFUSED_AS_OLD, stale));
        }
    }

    private void silent(List<Banner> banners) {
        for (Silence.SilenceState state : condition.silence().states().stream().filter(Silence.SilenceState::silent).toList()) {
            banners.add(onHealth("alarm", BannerText.SILENT, state.unanswered(), state.since(), state.channel().api()));
        }
        Health.Skew clock = condition.health().now().clock();
        if (clock == null || !clock.isSuspicious()) {
            return;
        }
        String about = Formats.lasting(clock.median());
        if (clock.median().isNegative() && count(RefusalReason.AHEAD, JUST_NOW) > 0) {
            banners.add(banner("alarm", "/refusals", "Rejected callbacks", BannerText.CLOCK_SLOW, about));
        } else {
            banners.add(onHealth("warning", clock.median().isNegative() ? BannerText.CLOCK_BEHIND : BannerText.CLOCK_AHEAD, about));
        }
    }

    private static Banner onConnection(String tone, BannerText text, Object... parameters) {
        return banner(tone, "/connection", "Connection", text, parameters);
    }

    private static Banner onSecrets(boolean admin, String tone, BannerText text, Object... parameters) {
        return admin ? banner(tone, "/secrets", "Secrets", text, parameters) : onConnection(tone, text, parameters);
    }

    private static Banner onHealth(String tone, BannerText text, Object... parameters) {
        return banner(tone, "/callback-health", "Callback health", text, parameters);
    }

    private static Banner banner(String tone, String path, String link, BannerText text, Object... parameters) {
        return new Banner(tone, Formats.say(Sentence.of(text, parameters)), path, link);
    }

    private long count(RefusalReason reason, Duration back) {
        return refusals.count(reason, clock.instant().minus(back));
    }
}
