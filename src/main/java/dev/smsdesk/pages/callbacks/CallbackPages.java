package dev.smsdesk.pages.callbacks;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.apply.Replay;
import dev.smsdesk.doctor.Consultation;
import dev.smsdesk.metrics.CallbackHealth;
import dev.smsdesk.pages.ui.Area;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.inbox.Orphans;
import dev.smsdesk.receive.inbox.Shelf;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.reconcile.Heartbeat;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.reconcile.StrangeInbounds;
import dev.smsdesk.trust.SecretRing;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/** Callbacks as they came, as they were refused, and as they did not come. */
public final class CallbackPages implements Area {
    private final Received kept;
    private final Missing missing;
    private final Condition condition;
    private final Consultation consultation;
    private final SecretRing secrets;
    private final AuditLog audit;
    private final Clock clock;

    public CallbackPages(Received kept, Missing missing, Condition condition, Consultation consultation, SecretRing secrets, AuditLog audit,
        Clock clock) {
        this.kept = kept;
        this.missing = missing;
        this.condition = condition;
        this.consultation = consultation;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those that came. */
    public record Received(Callbacks callbacks, Orphans orphans, Shelf shelf, Replay replay, Refusals refusals) {}

    /** Those that should have come. */
    public record Missing(MissingCallbacks neverCame, StrangeInbounds strange, Heartbeat presence) {}

    /** @param keepsCallbacks false where this server's database has just shown that it takes none */
    public record Condition(CallbackHealth health, Silence silence, BooleanSupplier keepsCallbacks) {}

    @Override
    public void mount(Pages pages) {
        pages.add("callbacks", new CallbacksPage(kept.callbacks()), "/callbacks", "/callbacks/*");
        pages.add("orphans", new OrphansPage(kept.orphans(), clock), "/orphans");
        pages.add("replay", new ReplayPage(kept.replay(), kept.shelf(), audit), "/replay", "/replay/*");
        pages.add("callback-health", new CallbackHealthPage(condition), "/callback-health");
        pages.add("never-came", new MissingCallbacksPage(missing), "/never-came");
        pages.add("refusals", new RefusalsPage(kept.refusals()), "/refusals", "/refusals/*");
        pages.add("doctor", new DoctorPage(consultation, secrets, audit, clock), "/doctor");
    }
}
