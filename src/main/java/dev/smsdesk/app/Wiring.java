package dev.smsdesk.app;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.access.key.KeyFeature;
import dev.smsdesk.access.login.Login;
import dev.smsdesk.app.settings.SettingSources;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.apply.Applier;
import dev.smsdesk.apply.Replay;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.doctor.Consultation;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.fold.CounterUpkeep;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.message.table.OtherAccounts;
import dev.smsdesk.pages.Console;
import dev.smsdesk.pages.DeskInfo;
import dev.smsdesk.pages.MessagePages;
import dev.smsdesk.pages.callbacks.CallbackPages;
import dev.smsdesk.pages.setup.SetupPages;
import dev.smsdesk.receive.body.BodyGate;
import dev.smsdesk.receive.body.BodyRefusals;
import dev.smsdesk.receive.body.StreamGate;
import dev.smsdesk.receive.callback.CallbackAuthenticator;
import dev.smsdesk.receive.callback.CallbackListResource;
import dev.smsdesk.receive.callback.CallbackResource;
import dev.smsdesk.receive.callback.SelfTest;
import dev.smsdesk.receive.callback.SignatureFilter;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.inbox.Inbox;
import dev.smsdesk.receive.inbox.Orphans;
import dev.smsdesk.receive.inbox.Shelf;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.send.BatchActions;
import dev.smsdesk.send.BatchDrafts;
import dev.smsdesk.send.BatchEnds;
import dev.smsdesk.send.BatchResource;
import dev.smsdesk.send.CallPlanner;
import dev.smsdesk.send.MessageResource;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.Withdrawal;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Database;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import dev.smsdesk.trust.SecretRing;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Builds everything once, by constructors, in the order in which it depends on each other; starts and stops it. Start reading here. */
final class Wiring implements AutoCloseable {
    private final Database database;
    private final LiveSecrets secrets;
    private final Refusals refusals;
    private final Applier applier;
    private final JobRunner jobRunner;
    private final Inbox inbox;
    private final SendingPart sending;
    private final UnsurePart unsure;
    private final BatchEnds ends;
    private final ReconcilePart reconcile;
    private final MonitoringPart monitoring;
    private final SandboxPart sandbox;
    private final Login login;
    private final Background auditCleaner;
    private final CounterUpkeep counters;
    private final Api api;
    private final BodyGate callbackBodies;
    private final BodyGate otherBodies;
    private final StreamGate uploadBodies;
    private final UploadPart uploads;
    private final Console console;

    /** @param sources the settings as they stand when it is asked */
    Wiring(Settings settings, List<String> warnings, Supplier<SettingSources> sources, Database database, Clock clock) {
        this.database = database;
        Ids ids = new Ids(clock);
        Tx tx = database.tx();
        DeliveryLog deliveries = new DeliveryLog(ids, clock);
        this.counters = deliveries.upkeep(tx);
        Messages messages = new Messages(tx);
        AuditLog audit = new AuditLog(tx, ids, clock);
        this.login = new Login(settings.containerLogin(), audit, clock);
        this.auditCleaner = new Background("audit", Duration.ofHours(1), audit::forgetSomeRefusals);
        ApiKeys keys = new ApiKeys(tx, ids, clock, settings.apiKey());

        this.secrets = new LiveSecrets(settings, tx, ids, clock);
        SignatureCheck check = new SignatureCheck(settings.callbacks().maxAge(), settings.callbacks().maxAhead(), clock);
        this.refusals = new Refusals(tx, ids, clock, new Doctor(check), secrets.trust().ring());
        this.applier = new Applier(tx, ids, deliveries, clock, this::receivingIsBusy);
        Jobs jobs = new Jobs(tx, ids, clock);
        Replay replay = new Replay(tx, jobs, deliveries, applier, clock);
        this.monitoring = new MonitoringPart(settings, database, tx, ids, clock);
        this.inbox = new Inbox(database.receiving(), ids, monitoring.traffic(), applier::wake);
        Callbacks callbacks = new Callbacks(tx);

        this.sandbox = settings.sandbox().on() ? new SandboxPart(settings, secrets, tx, clock) : null;
        this.sending = new SendingPart(settings, sandbox == null ? null : sandbox.token(), secrets::hasOverride, tx, deliveries, clock,
            counters::liveNodes, applier::linked, this::mayHaveEnded, monitoring.meters());
        SendingAccounts accounts = sending.accounts();
        this.reconcile = new ReconcilePart(settings, tx, ids, deliveries, sending, jobs, monitoring::lastHeard, clock);
        List<JobWork> works = new ArrayList<>(reconcile.works());
        works.add(replay);
        Composer composer = new Composer(settings.composing().maxRecipients(), settings.composing().defaultCountry(),
            settings.composing().maxParts());
        CallPlanner planner = new CallPlanner(tx, jobs, ids, clock, sending::wake);
        Withdrawal withdrawal = new Withdrawal(tx, deliveries, clock);
        works.addAll(List.of(planner, withdrawal));
        Outbox outbox = new Outbox(tx, ids, deliveries, clock, accounts, planner, this::wake);
        this.uploads = new UploadPart(settings, tx, ids, clock, jobs, outbox, this::wake);
        works.addAll(uploads.works());
        this.jobRunner = new JobRunner(tx, clock, works);
        this.ends = new BatchEnds(tx, accounts.ids());
        BatchActions actions = new BatchActions(tx, jobs, audit, withdrawal, this::wake);
        this.unsure = new UnsurePart(settings.accounts().resendWhenNotFound(), tx, deliveries, sending, clock, applier::linked);

        List<Object> components = new ArrayList<>(List.of(new KeyFeature(keys, audit),
            new SignatureFilter(new CallbackAuthenticator(secrets.trust(), check), refusals, monitoring.traffic(), clock),
            new CallbackResource(inbox, monitoring.traffic()), new CallbackListResource(callbacks, clock),
            new BatchResource(composer, outbox, uploads.batches(), new BatchDrafts(tx, composer, outbox, messages), actions, messages),
            new MessageResource(composer, outbox), uploads.resource()));
        if (sandbox != null) {
            components.addAll(sandbox.resources());
        }
        this.api = new Api(components.toArray());
        BodyRefusals incomplete = new BodyRefusals(refusals, monitoring.traffic());
        this.callbackBodies = BodyGate.forCallbacks(incomplete);
        Predicate<HttpServletRequest> read = request -> api.reads(request, keys) && (sandbox == null || sandbox.admits(request));
        this.otherBodies = BodyGate.forOthers(incomplete, read);
        this.uploadBodies = new StreamGate(read, incomplete, settings.composing().maxUploadMegabytes(), System::nanoTime);
        URI address = settings.addresses().publicUrl() == null && settings.sandbox().on() ? settings.addresses().selfUrl()
            : settings.addresses().publicUrl();
        ConnectPart connect = new ConnectPart(settings, sending, secrets, address);
        CallbackPages.Condition condition = new CallbackPages.Condition(monitoring.health(tx, reconcile, sending, clock),
            reconcile.silence(), inbox::isHealthy);
        SecretRing ring = secrets.trust().ring();
        SelfTest selfTest = new SelfTest(address, ring, callbacks, refusals, ids, clock);
        this.console = new Console(address,
            new DeskInfo(settings.sandbox().on(), settings.accounts().route().sinchUrl(), accounts, refusals, condition, ring, clock), keys,
            login, List.of(
            new MessagePages(messages, new MessagePages.Sending(accounts, composer, new Drafts(tx), outbox, actions, unsure.decisions(),
            settings.accounts().number(), uploads.uploads(), uploads.batches()), reconcile.asked(), new OtherAccounts(tx, accounts.ids()),
                callbacks, audit, clock),
            new CallbackPages(new CallbackPages.Received(callbacks, new Orphans(tx), new Shelf(tx), replay, refusals), reconcile.missing(),
            condition, new Consultation(check, clock), ring, audit, clock),
            new SetupPages(connect.connection(sources, warnings, database), connect.atSinch(audit, selfTest, reconcile,
                counters::liveNodes),
            callbacks, selfTest, accounts, secrets.trust(), keys, audit)));
    }

    private void mayHaveEnded(Collection<String> batchIds) {
        ends.look(batchIds);
    }

    private void wake() {
        jobRunner.wake();
        sending.wake();
    }

    private boolean receivingIsBusy() {
        return inbox.isBusy();
    }

    /** Ids of those through which messages go. */
    List<String> accounts() {
        return sending.accounts().ids();
    }

    boolean keepsCallbacks() {
        return inbox.isHealthy();
    }

    /** While the container starts: nothing here needs the database. @param failed told of a part that cannot be set up later on */
    void mount(ServletContext context, Consumer<Throwable> failed) {
        api.mount(context, callbackBodies, failed);   // first: a callback does not wait for what guards the pages
        console.mount(context, uploadBodies, otherBodies);
        monitoring.mount(context, reconcile);
        if (sandbox != null) {
            sandbox.mount(context);
        }
    }

    /**
     * Once the tables are there. What reads them comes first. Where any of it fails, all of it is run again: each part may be started
     * twice.
     */
    void begin() {
        counters.start();
        secrets.load();
        login.key(secrets.ofInstallation("login-cookie-key"));
        if (sandbox != null) {
            sandbox.start();
        }
        secrets.start();
        auditCleaner.start();
        refusals.start();
        callbackBodies.start();
        otherBodies.start();
        applier.start();
        inbox.start();
        sending.start();
        unsure.start();
        ends.start();
        reconcile.start();
        uploads.start();
        jobRunner.start();
        monitoring.start();
    }

    /** Producers stop before workers, and the database last. */
    @Override
    public void close() {
        jobRunner.close();
        reconcile.close();
        ends.close();
        unsure.close();
        sending.close();
        if (sandbox != null) {
            sandbox.close();
        }
        callbackBodies.close();
        otherBodies.close();
        inbox.close();
        applier.close();
        refusals.close();
        monitoring.close();
        auditCleaner.close();
        counters.close();
        secrets.close();
        database.close();
    }
}
