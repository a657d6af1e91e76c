package dev.smsdesk.app;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.account.ConversationRegion;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.account.SmsRegion;
import dev.smsdesk.app.settings.CallRoute;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationApp;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.sinch.sms.SmsOptions;
import java.net.URI;
import java.util.function.BooleanSupplier;

/** Makes the senders of accounts: which host, which credentials, which proxy. */
final class Senders {
    private static final URI TOKENS = URI.create("https://auth.sinch.com");
    private final BooleanSupplier overrideSecret;

    /** @param overrideSecret whether the secret is known that signs reports to a message's own callback URL */
    Senders(BooleanSupplier overrideSecret) {
        this.overrideSecret = overrideSecret;
    }

    /** How many recipients one call takes. */
    static int mostRecipients(Channel channel) {
        return channel == Channel.SMS ? SmsApi.MOST_RECIPIENTS : 1;
    }

    /** @return null where the account's credentials are not complete */
    Sender of(Account account, Settings settings) {
        return of(account, settings, settings.accounts().route().proxy());
    }

    /** @param through in place of the proxy of the settings; or null */
    Sender of(Account account, Settings settings, HttpProxy through) {
        if (account.credentials() == null) {
            return null;
        }
        CallRoute route = settings.accounts().route();
        URI instead = settings.sandbox().on() ? URI.create(settings.addresses().selfUrl() + "/api/sandbox") : route.sinchUrl();
        HttpProxy proxy = settings.sandbox().on() || route.isLoopback() ? null : through;
        int maxParts = settings.composing().maxParts();
        if (account.credentials() instanceof Credentials.ServicePlan plan) {
            return new SmsApi(instead != null ? instead : SmsRegion.of(account.region()).base(), plan.servicePlanId(), plan.apiToken(),
                new SmsOptions(settings.accounts().deliveryReport(), maxParts), Timeouts.usual(), proxy);
        }
        URI base = instead != null ? instead : ConversationRegion.find(account.region()).orElseThrow().base();
        return new ConversationApi(new ConversationApp(base, instead != null ? instead : TOKENS, (Credentials.App) account.credentials(),
            maxParts, overrideSecret), Timeouts.usual(), proxy);
    }
}
