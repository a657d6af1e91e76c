package dev.smsdesk.app;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Channel;
import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.app.settings.SettingSources;
import dev.smsdesk.connect.AccountCheck;
import dev.smsdesk.connect.OtherNodes;
import dev.smsdesk.connect.SecretSteps;
import dev.smsdesk.connect.WebhookSetup;
import dev.smsdesk.pages.setup.AtSinch;
import dev.smsdesk.pages.setup.Connection;
import dev.smsdesk.receive.callback.SelfTest;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.store.Database;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The parts of the page Connection: the settings that it shows, and the calls to Sinch that it makes. */
final class ConnectPart {
    /** Nodes read entered secrets every two seconds; one that cannot read them knows that by then. */
    private static final Duration OTHERS_LAG = Duration.ofSeconds(5);
    private final Settings settings;
    private final SendingPart sending;
    private final LiveSecrets secrets;
    private final URI address;

    /** @param address by which Sinch reaches us, or null */
    ConnectPart(Settings settings, SendingPart sending, LiveSecrets secrets, URI address) {
        this.settings = settings;
        this.sending = sending;
        this.secrets = secrets;
        this.address = address;
    }

    /** @param sources the settings as they stand when it is asked */
    Connection connection(Supplier<SettingSources> sources, List<String> warnings, Database database) {
        SettingsAgain again = new SettingsAgain(sources, settings, warnings, sending);
        return new Connection(address, sending.accounts().ids(), settings.sandbox().on(), route(), () -> given(again),
            () -> Stream.concat(again.warnings().stream(), database.poolWarnings().stream()).toList(), again::read);
    }

    private Map<String, Boolean> given(SettingsAgain again) {
        Map<String, Boolean> given = new LinkedHashMap<>(secrets.settingsOverview());
        given.putAll(again.given());
        return given;
    }

    private Connection.Route route() {
        String host = System.getProperty("https.proxyHost");
        String ofJvm = host == null || host.isBlank() ? null : host + ":" + System.getProperty("https.proxyPort", "443");
        return new Connection.Route(settings.accounts().route().sinchUrl(), this::proxy, ofJvm);
    }

    private String proxy() {
        HttpProxy proxy = sending.proxy();
        return proxy == null ? null : proxy.toString();
    }

    AtSinch atSinch(AuditLog audit, SelfTest selfTest, ReconcilePart reconcile, IntSupplier liveNodes) {
        SecretSteps steps = new SecretSteps(secrets.trust(), audit, new OtherNodes(liveNodes, OTHERS_LAG));
        WebhookSetup webhooks = new WebhookSetup(sending.accounts(), sending::appSetup, address, steps,
            () -> selfTest.run(Channel.CONVERSATION));
        return new AtSinch(new AccountCheck(sending.accounts(), sending::hasCredentials), webhooks,
            sending.accounts().of(Channel.CONVERSATION).map(SendingAccount::id).map(reconcile::backlog).orElse(null));
    }
}
