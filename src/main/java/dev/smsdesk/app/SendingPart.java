package dev.smsdesk.app;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.account.SmsRegion;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.send.worker.Pace;
import dev.smsdesk.send.worker.SubmissionWorkers;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.store.Tx;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The accounts that the settings name, and what sends through them. With the sandbox on, there are its accounts alone: nothing goes to Sinch. */
public final class SendingPart implements AutoCloseable {
    static final String SANDBOX = "sandbox";
    /** Of one account on this node. */
    private static final int CALLS_AT_ONCE = 64;
    private static final String NO_ACCOUNT = "Set SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN to send through Sinch, or SMSDESK_SANDBOX=true to try things out.";
    private static final String NO_ADDRESS = "Set SMSDESK_PUBLIC_URL to the https address by which Sinch reaches this application: without it no delivery report would ever come.";
    private final SendingAccounts accounts;
    private final List<SubmissionWorkers> workers;

    /**
     * @param sandboxToken what our own Sinch wants to see, or null where it is off
     * @param liveNodes    how many servers share the rate, this one included
     * @param linked       told (channel, provider ids) of what Sinch has taken
     * @param settled      told the batches of calls that came to an end
     */
    public SendingPart(Settings settings, String sandboxToken, Tx tx, DeliveryLog deliveries, Clock clock, IntSupplier liveNodes,
                BiConsumer<Channel, Collection<String>> linked, Consumer<Collection<String>> settled) {
        this.accounts = new SendingAccounts(accounts(settings, sandboxToken).stream().map(account -> sending(account, settings, tx, clock)).toList(), NO_ACCOUNT);
        this.workers = accounts.all().stream().filter(account -> account.sender() != null)
            .map(account -> new SubmissionWorkers(tx, deliveries, account,
                new Pace(settings.rates().of(account.account().channel()), liveNodes, System::nanoTime), clock, linked, settled, CALLS_AT_ONCE)).toList();
    }

    public static List<Account> accounts(Settings settings, String sandboxToken) {
        if (settings.sandbox().on()) {
            return List.of(Account.sandbox(Channel.SMS, SANDBOX, sandboxToken));
        }
        return settings.sms().servicePlanId() == null ? List.of() : List.of(Account.ofPlan(settings.sms().servicePlanId(), settings.sms().region(), settings.sms().apiToken()));
    }

    /** @return why nothing can be sent through it: one sentence that says what to do; empty where it can */
    public static Optional<String> off(Account account, Settings settings) {
        if (account.credentials() == null) {
            return Optional.of(NO_ACCOUNT);
        }
        boolean reachable = settings.sandbox().on() || settings.addresses().publicUrl() != null && "https".equalsIgnoreCase(settings.addresses().publicUrl().getScheme());
        return reachable ? Optional.empty() : Optional.of(NO_ADDRESS);
    }

    private static SendingAccount sending(Account account, Settings settings, Tx tx, Clock clock) {
        Optional<String> off = off(account, settings);
        SendingGate gate = new SendingGate(tx, clock, off, account.id());
        if (off.isPresent()) {
            return new SendingAccount(account, gate, null, null);
        }
        URI base = settings.sandbox().on() ? URI.create(settings.addresses().selfUrl() + "/api/sandbox") : SmsRegion.of(account.region()).base();
        URI address = settings.addresses().publicUrl() != null ? settings.addresses().publicUrl() : settings.addresses().selfUrl();
        Credentials.ServicePlan plan = (Credentials.ServicePlan) account.credentials();
        SmsApi sender = new SmsApi(base, plan.servicePlanId(), plan.apiToken(), Timeouts.usual());
        return new SendingAccount(account, gate, sender, URI.create(address + account.channel().callbackPath()));
    }

    public SendingAccounts accounts() {
        return accounts;
    }

    /** There is work; never blocks. */
    void wake() {
        workers.forEach(SubmissionWorkers::wake);
    }

    void start() {
        workers.forEach(SubmissionWorkers::start);
    }

    @Override
    public void close() {
        workers.forEach(SubmissionWorkers::close);
        accounts.all().stream().map(SendingAccount::sender).filter(Objects::nonNull).forEach(Sender::close);
    }
}
