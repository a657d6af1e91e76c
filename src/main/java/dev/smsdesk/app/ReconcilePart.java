package dev.smsdesk.app;

import dev.smsdesk.account.Channel;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.pages.callbacks.CallbackPages;
import dev.smsdesk.pages.messages.Asked;
import dev.smsdesk.reconcile.Heartbeat;
import dev.smsdesk.reconcile.InboundPoller;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.PollGate;
import dev.smsdesk.reconcile.PollHistory;
import dev.smsdesk.reconcile.PollSchedule;
import dev.smsdesk.reconcile.PolledAccount;
import dev.smsdesk.reconcile.Reconciliation;
import dev.smsdesk.reconcile.ReportBacklog;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.reconcile.StrangeInbounds;
import dev.smsdesk.reconcile.Upkeep;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.sinch.conversation.AppSetup;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Polls Sinch and watches for its silence. An account that is off is not polled; known answers can still be read.
 */
final class ReconcilePart implements AutoCloseable {
    private final Tx tx;
    private final MissingCallbacks neverCame;
    private final Heartbeat presence;
    private final Silence silence;
    private final Map<String, ReportBacklog> backlogs;
    private final Reconciliation reconciliation;
    private final List<InboundPoller> inbounds;
    private final Jobs jobs;
    private final Upkeep upkeep;

    /** @param lastHeard when the last callback of a channel came, or null */
    ReconcilePart(Settings settings, Tx tx, Ids ids, DeliveryLog deliveries, SendingPart sending, Jobs jobs,
        Function<Channel, Instant> lastHeard, Clock clock) {
        List<SendingAccount> all = sending.accounts().all();
        this.tx = tx;
        this.neverCame = new MissingCallbacks(tx, clock);
        this.presence = new Heartbeat(tx, ids, clock);
        this.backlogs = all.stream().collect(Collectors.toMap(SendingAccount::id, account -> new ReportBacklog(tx, account.id(),
            account.account().channel() == Channel.CONVERSATION ? sending::callbacksASecond : () -> ReportBacklog.UNLIMITED, clock)));
        this.silence = new Silence(tx, all.stream().map(account -> new Silence.Watched(account.id(), account.account().channel(),
            () -> queued(account.id()))).toList(), settings.monitoring().silenceMessages(), settings.monitoring().silenceAfter(),
            lastHeard, clock);
        PollSchedule schedule = new PollSchedule(settings.sandbox().on() ? Math.min(1, settings.sandbox().timeScale()) : 1);
        List<PolledAccount> polled = all.stream().map(account -> new PolledAccount(account.id(), account.account().channel(),
            asking(account.gate()), account.sender().informant(), () -> queued(account.id()))).toList();
        this.reconciliation = polled.isEmpty() ? null : new Reconciliation(tx, deliveries, polled, schedule, clock);
        this.inbounds = polled.stream().map(account -> new InboundPoller(tx, ids, account, elsewhere(settings, account, sending, clock),
            schedule, clock)).toList();
        this.jobs = jobs;
        this.upkeep = new Upkeep(neverCame, presence, reconciliation == null ? () -> { } : reconciliation::askAgain);
    }

    /** For how long reports of this account may be queued at Sinch. */
    private Duration queued(String accountId) {
        return backlogs.containsKey(accountId) ? backlogs.get(accountId).now().taken() : Duration.ZERO;
    }

    /** @return null where there is no such account */
    ReportBacklog backlog(String accountId) {
        return backlogs.get(accountId);
    }

    /** The sandbox keeps the messages of its two APIs apart. */
    private static InboundPoller.Elsewhere elsewhere(Settings settings, PolledAccount account, SendingPart sending, Clock clock) {
        boolean alone = settings.sandbox().on() || account.channel() == Channel.CONVERSATION
            || sending.accounts().of(Channel.CONVERSATION).isEmpty();
        return alone ? () -> InboundPoller.Elsewhere.Linked.NO
            : new LinkedPlan(account.id().substring(account.id().indexOf(':') + 1), () -> sending.appSetup().map(AppSetup::app), clock);
    }

    /** Settings and refused credentials stop both; an admin's pause stops only sending, as polls change nothing at Sinch. */
    private static PollGate asking(SendingGate gate) {
        return new PollGate() {
            @Override
            public Optional<String> off() {
                return gate.off().or(() -> gate.refused().map(SendingGate.Hold::reason));
            }

            @Override
            public void credentialsRefused(String said) {
                gate.unauthorised(said);
            }
        };
    }

    Asked asked() {
        return new Asked(new PollHistory(tx), reconciliation);
    }

    CallbackPages.Missing missing() {
        return new CallbackPages.Missing(neverCame, new StrangeInbounds(tx), presence);
    }

    MissingCallbacks neverCame() {
        return neverCame;
    }

    /** @return null where nothing can be asked */
    Reconciliation reconciliation() {
        return reconciliation;
    }

    Silence silence() {
        return silence;
    }

    /** Its jobs. */
    List<JobWork> works() {
        return List.copyOf(inbounds);
    }

    void start() {
        if (reconciliation != null) {
            reconciliation.start();
            inbounds.forEach(one -> jobs.keep(one.kind(), one.subject(), "smsdesk"));
        }
        upkeep.start();
    }

    @Override
    public void close() {
        upkeep.close();
        if (reconciliation != null) {
            reconciliation.close();
        }
    }
}
