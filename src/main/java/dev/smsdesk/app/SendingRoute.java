package dev.smsdesk.app;

import dev.smsdesk.account.Channel;
import dev.smsdesk.send.Gateway;
import dev.smsdesk.sinch.SmsApi;
import dev.smsdesk.sinch.SmsRegion;
import dev.smsdesk.sinch.Timeouts;
import java.net.URI;
import java.util.Optional;

/**
 * Where what is composed goes: the sandbox where it is on, else Sinch with a service plan's credentials, else nowhere.
 * @param sender null exactly where sending is off
 * @param off    why nothing can be sent: one sentence that says what to do; empty where it can
 */
record SendingRoute(Gateway account, SmsApi sender, Optional<String> off) {
    static final String SANDBOX = "sandbox";
    /** With sending off, and no account named. */
    static final String NOWHERE = "nowhere";
    /** Stands where an address is missing; with sending off nobody uses it. */
    private static final URI NO_ADDRESS = URI.create("urn:smsdesk:no-address");

    /** @param sandboxToken what our own Sinch wants to see; nothing is sent to the real one while it is on, whatever credentials exist */
    static SendingRoute of(Settings settings, String sandboxToken) {
        if (settings.sandbox()) {
            URI base = settings.publicUrl() != null ? settings.publicUrl() : settings.selfUrl();
            return new SendingRoute(new Gateway(SANDBOX, Channel.SMS, callbackUrl(base)),
                new SmsApi(URI.create(settings.selfUrl() + "/api/sandbox"), SANDBOX, sandboxToken, Timeouts.usual()), Optional.empty());
        }
        Optional<String> off = off(settings);
        Gateway account = new Gateway(settings.servicePlanId() == null ? NOWHERE : "sms:" + settings.servicePlanId(), Channel.SMS, callbackUrl(settings.publicUrl()));
        return off.isPresent() ? new SendingRoute(account, null, off)
            : new SendingRoute(account, new SmsApi(SmsRegion.of(settings.region()).base(), settings.servicePlanId(), settings.apiToken(), Timeouts.usual()), off);
    }

    private static Optional<String> off(Settings settings) {
        if (!settings.hasSinchCredentials()) {
            return Optional.of("Set SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN to send through Sinch, or SMSDESK_SANDBOX=true to try things out.");
        }
        if (settings.publicUrl() == null || !"https".equalsIgnoreCase(settings.publicUrl().getScheme())) {
            return Optional.of("Set SMSDESK_PUBLIC_URL to the https address by which Sinch reaches this application: without it no delivery report would ever come.");
        }
        return Optional.empty();
    }

    private static URI callbackUrl(URI base) {
        return base == null ? NO_ADDRESS : URI.create(base + "/api/callbacks/sms");
    }
}
