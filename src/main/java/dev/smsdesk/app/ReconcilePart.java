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
import dev.smsdesk.reconcile.Reconciliation;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.reconcile.StrangeInbounds;
import dev.smsdesk.reconcile.Upkeep;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What asks Sinch and watches for its silence. Nothing is asked through an account that is off; what is known already can still be read. */
final class ReconcilePart implements AutoCloseable {
    private final Tx tx;
    private final MissingCallbacks neverCame;
    private final Heartbeat presence;
    private final Silence silence;
    private final Reconciliation reconciliation;
    private final InboundPoller inbounds;
    private final Jobs jobs;
    private final Upkeep upkeep;

    ReconcilePart(Settings settings, Tx tx, Ids ids, DeliveryLog deliveries, SendingAccounts accounts, Jobs jobs, Supplier<Instant> lastHeard, Clock clock) {
        SendingAccount sms = accounts.of(Channel.SMS).orElse(null);
        this.tx = tx;
        this.neverCame = new MissingCallbacks(tx, clock);
        this.presence = new Heartbeat(tx, ids, clock);
        this.silence = new Silence(tx, sms == null ? "" : sms.id(), settings.monitoring().silenceMessages(), settings.monitoring().silenceAfter(), lastHeard, clock);
        PollSchedule schedule = new PollSchedule(settings.sandbox().on() ? Math.min(1, settings.sandbox().timeScale()) : 1);
        boolean asks = sms != null;
        this.reconciliation = asks ? new Reconciliation(tx, deliveries, asking(sms.gate()), sms.id(), sms.sender().informant(), schedule, clock) : null;
        this.inbounds = asks ? new InboundPoller(tx, ids, asking(sms.gate()), sms.id(), sms.sender().informant(), schedule, clock) : null;
        this.jobs = jobs;
        this.upkeep = new Upkeep(neverCame, presence, reconciliation == null ? () -> { } : reconciliation::askAgain);
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

    /** What of it are jobs. */
    List<JobWork> works() {
        return Stream.<JobWork>ofNullable(inbounds).toList();
    }

    void start() {
        if (reconciliation != null) {
            reconciliation.start();
            jobs.keep(inbounds.kind(), inbounds.subject(), "smsdesk");
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
