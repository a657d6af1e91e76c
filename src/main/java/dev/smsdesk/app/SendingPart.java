package dev.smsdesk.app;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.app.settings.AccountSettings.Configured;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.metrics.AccountMeters;
import dev.smsdesk.metrics.CallCounts;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.send.worker.Pace;
import dev.smsdesk.send.worker.SubmissionWorkers;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.conversation.AppInfo;
import dev.smsdesk.sinch.conversation.AppSetup;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.store.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of the settings and their workers. With the sandbox on, only its accounts exist: nothing goes to Sinch.
 */
public final class SendingPart implements AutoCloseable {
    static final String SANDBOX = "sandbox";
    /** Of one account on this node. */
    private static final int CALLS_AT_ONCE = 64;
    private static final String NO_ADDRESS = "Set SMSDESK_PUBLIC_URL to the https address by which Sinch reaches this application: "
        + "without it no delivery report would ever come.";
    private static final Logger log = LoggerFactory.getLogger(SendingPart.class);
    private final Settings settings;
    private final Senders senders;
    private final SendingAccounts accounts;
    private final List<SubmissionWorkers> workers;
    /** As they were read last: by id, those of the accounts that run here. */
    private final Map<String, Account> used = new ConcurrentHashMap<>();
    private volatile HttpProxy proxy;

    /**
     * @param sandboxToken the token of the sandbox, or null if it is off
     * @param overrideSecret whether the secret is known that signs reports to a message's own callback URL
     * @param liveNodes    how many servers share the rate, this one included
     * @param linked       gets (channel, provider ids) of accepted calls
     * @param settled      told the batches of calls that came to an end
     * @param meters       where calls are counted
     */
    public SendingPart(Settings settings, String sandboxToken, BooleanSupplier overrideSecret, Tx tx, DeliveryLog deliveries, Clock clock,
        IntSupplier liveNodes,
                BiConsumer<Channel, Collection<String>> linked, Consumer<Collection<String>> settled, MeterRegistry meters) {
        this.settings = settings;
        this.senders = new Senders(overrideSecret);
        this.accounts = new SendingAccounts(
            configured(settings, sandboxToken).stream().map(one -> sending(one, tx, clock, meters)).toList(),
            settings.accounts().none(), settings.sandbox().on() ? List.of() : settings.accounts().without(),
            settings.sandbox().on() ? null : settings.accounts().preferred());
        this.proxy = settings.accounts().route().proxy();
        accounts.all().forEach(account -> used.put(account.id(), account.account()));
        this.workers = accounts.all().stream()
            .map(account -> new SubmissionWorkers(tx, deliveries, account,
                new Pace(settings.rates().of(account.account().channel()), liveNodes, System::nanoTime), clock, linked, settled,
                CALLS_AT_ONCE)).toList();
    }

    public static List<Configured> configured(Settings settings, String sandboxToken) {
        if (settings.sandbox().on()) {
            return Stream.of(Channel.values()).sorted(Comparator.comparing(channel -> channel != settings.accounts().preferred()))
                .map(channel -> new Configured(Account.sandbox(channel, SANDBOX, sandboxToken), null)).toList();
        }
        return settings.accounts().all();
    }

    /** @return why nothing can be sent through it: one sentence that says what to do; empty where it can */
    public static Optional<String> off(Configured one, Settings settings) {
        if (one.off() != null) {
            return Optional.of(one.off());
        }
        URI address = settings.addresses().publicUrl();
        boolean reachable = settings.sandbox().on() || address != null
            && (settings.accounts().route().isLoopback() || "https".equalsIgnoreCase(address.getScheme()));
        return reachable ? Optional.empty() : Optional.of(NO_ADDRESS);
    }

    private SendingAccount sending(Configured one, Tx tx, Clock clock, MeterRegistry meters) {
        Account account = one.account();
        URI address = settings.addresses().publicUrl() != null ? settings.addresses().publicUrl() : settings.addresses().selfUrl();
        return new SendingAccount(account, new SendingGate(tx, clock, off(one, settings), account.id()),
            new ReplaceableSender(Senders.mostRecipients(account.channel()), senders.of(account, settings),
                new CallCounts(meters, account.id())::count),
            address == null ? null : URI.create(address + account.channel().callbackPath()));
    }

    /**
     * New credentials, regions and proxy for the accounts that run on this server; calls under way end with the former ones. What else the
     * settings say counts from the next start.
     * @param now the settings as they stand now, without a fault
     * @return one sentence for each account, for people
     */
    List<String> exchange(Settings now) {
        if (settings.sandbox().on()) {
            return List.of("The sandbox makes its own credentials: there is nothing to read again.");
        }
        List<Configured> configured = configured(now, null);
        HttpProxy through = now.accounts().route().proxy();
        boolean otherProxy = !Objects.equals(through, proxy);
        List<String> said = new ArrayList<>();
        if (otherProxy) {
            said.add(through == null ? "Sinch is called without a proxy of the settings."
                : "Sinch is called through the proxy " + through + ".");
        }
        proxy = through;
        for (SendingAccount running : accounts.all()) {
            said.add(configured.stream().filter(one -> one.account().id().equals(running.id())).findFirst()
                .map(one -> exchange(running, one, otherProxy))
                .orElse(running.id() + " is no longer in the settings. It is used until SMS Desk is restarted."));
        }
        configured.stream().filter(one -> accounts.find(one.account().id()).isEmpty())
            .forEach(one -> said.add(one.account().id() + " is a new account. It is used after a restart."));
        return said;
    }

    private String exchange(SendingAccount running, Configured one, boolean otherProxy) {
        Optional<String> off = off(one, settings);
        Account former = used.put(running.id(), one.account());
        boolean same = one.account().equals(former) && !otherProxy;
        if (one.account().credentials() != null && !same) {
            ((ReplaceableSender) running.sender()).replace(senders.of(one.account(), settings, proxy));
        }
        running.gate().turn(off);
        log.info("account settings read again gateway={} off={}", running.id(), off.isPresent());
        return running.id() + off.map(why -> " is off. " + why)
            .orElse(same ? ": nothing has changed." : ": the new settings are used from the next call on.");
    }

    public SendingAccounts accounts() {
        return accounts;
    }

    /** What the app of the Conversation account is set up with at Sinch; empty where there is no such account, or it is off. */
    Optional<AppSetup> appSetup() {
        return accounts.of(Channel.CONVERSATION).filter(account -> account.gate().off().isEmpty())
            .map(account -> ((ConversationApi) ((ReplaceableSender) account.sender()).now()).setup());
    }

    /** Whether the settings, as they were read last, have all that this account's API wants to see. */
    boolean hasCredentials(String accountId) {
        return used.get(accountId).credentials() != null;
    }

    /** Through which Sinch is called; null where the settings name none. */
    HttpProxy proxy() {
        return settings.sandbox().on() ? null : proxy;
    }

    /** How many callbacks Sinch makes for the app at most: as it said last, else what apps usually get. */
    int callbacksASecond() {
        return accounts.of(Channel.CONVERSATION).map(account -> (ConversationApi) ((ReplaceableSender) account.sender()).now())
            .flatMap(ConversationApi::known).map(AppInfo::callbacksASecond).filter(rate -> rate > 0)
            .orElse(AppInfo.USUAL_CALLBACKS_A_SECOND);
    }

    /** What this server knows of each account. */
    List<AccountMeters> meters() {
        return IntStream.range(0, workers.size()).mapToObj(i -> new AccountMeters(accounts.all().get(i).id(), workers.get(i)::rate,
            () -> tokenAge(accounts.all().get(i)))).toList();
    }

    private static Optional<Duration> tokenAge(SendingAccount account) {
        return ((ReplaceableSender) account.sender()).now() instanceof ConversationApi api ? api.tokens().age() : Optional.empty();
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
        accounts.all().stream().map(SendingAccount::sender).forEach(Sender::close);
    }
}
