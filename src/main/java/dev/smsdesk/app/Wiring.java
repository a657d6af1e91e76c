package dev.smsdesk.app;

import dev.smsdesk.access.ApiKeys;
import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.KeyFeature;
import dev.smsdesk.apply.Applier;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Messages;
import dev.smsdesk.pages.Connection;
import dev.smsdesk.pages.Console;
import dev.smsdesk.receive.CallbackListResource;
import dev.smsdesk.receive.CallbackResource;
import dev.smsdesk.receive.Callbacks;
import dev.smsdesk.receive.Inbox;
import dev.smsdesk.receive.Proof;
import dev.smsdesk.receive.Refusals;
import dev.smsdesk.receive.SelfTest;
import dev.smsdesk.receive.SignatureFilter;
import dev.smsdesk.send.BatchResource;
import dev.smsdesk.send.Composer;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.send.SubmissionWorkers;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.send.WaitingSubmissions;
import dev.smsdesk.sinch.SignatureCheck;
import dev.smsdesk.store.Database;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Builds everything once, by constructors, in the order in which it depends on each other; starts and stops it. Start reading here. */
final class Wiring implements AutoCloseable {
    private static final int SENDING_THREADS = 2;
    private final Database database;
    private final LiveSecrets secrets;
    private final Refusals refusals;
    private final Applier applier;
    private final Inbox inbox;
    private final SendingRoute route;
    private final SubmissionWorkers workers;
    private final SandboxPart sandbox;
    private final Api api;
    private final Console console;

    Wiring(Settings settings, List<String> warnings, Database database, Clock clock) {
        this.database = database;
        Ids ids = new Ids(clock);
        Tx tx = new Tx(database.entityManagers());
        DeliveryLog deliveries = new DeliveryLog(ids, clock);
        Messages messages = new Messages(tx);
        AuditLog audit = new AuditLog(tx, ids, clock);
        ApiKeys keys = new ApiKeys(tx, ids, clock, settings.apiKey());

        this.secrets = new LiveSecrets(settings, tx, ids, clock);
        SignatureCheck check = new SignatureCheck(settings.callbackMaxAge(), settings.callbackMaxAhead(), clock);
        Doctor doctor = new Doctor(check);
        this.refusals = new Refusals(tx, ids, clock, doctor, secrets.trust().ring());
        this.applier = new Applier(tx, ids, deliveries, clock);
        this.inbox = new Inbox(database.receiving(), ids, applier::wake);
        Callbacks callbacks = new Callbacks(tx);

        this.sandbox = settings.sandbox() ? new SandboxPart(settings, secrets, tx, clock) : null;
        this.route = SendingRoute.of(settings, sandbox == null ? null : sandbox.token());
        SendingGate gate = new SendingGate(tx, clock, route.off(), route.gateway().name());
        this.workers = route.sender() == null ? null
            : new SubmissionWorkers(tx, deliveries, gate, route.gateway(), route.sender(), clock, applier::linked, SENDING_THREADS);
        Runnable wakeWorkers = workers == null ? () -> { } : workers::wake;
        Composer composer = new Composer(settings.maxRecipients(), settings.defaultCountry());
        Outbox outbox = new Outbox(tx, ids, clock, gate, route.gateway(), wakeWorkers);
        UnsureSubmissions unsure = new UnsureSubmissions(tx, deliveries, clock, route.gateway().name(), wakeWorkers, applier::linked);

        List<Object> components = new ArrayList<>(List.of(new KeyFeature(keys, audit),
            new SignatureFilter(new Proof(secrets.trust(), check), refusals, clock),
            new CallbackResource(inbox), new CallbackListResource(callbacks, clock), new BatchResource(composer, outbox, messages)));
        if (sandbox != null) {
            components.add(sandbox.resource());
        }
        this.api = new Api(components.toArray());
        URI address = settings.publicUrl() == null && settings.sandbox() ? settings.selfUrl() : settings.publicUrl();
        Connection connection = new Connection(address, route.gateway().name(), settings.sandbox(), secrets.settingsOverview(), warnings);
        this.console = new Console(new Console.Parts(connection, settings.number(), messages, callbacks, refusals,
            new SelfTest(address, secrets.trust().ring(), ids, clock), composer, outbox, gate, unsure, new WaitingSubmissions(tx, deliveries, clock), keys, audit, secrets.trust(), clock));
    }

    /** While the container starts: nothing here needs the database. */
    void mount(ServletContext context) {
        api.mount(context);   // first: a callback goes past what guards the pages
        console.mount(context);
        if (sandbox != null) {
            sandbox.mount(context);
        }
    }

    /** Once the tables are there. What reads them comes first: if that fails all of this is tried again, and threads start but once. */
    void begin() {
        secrets.load();
        if (sandbox != null) {
            sandbox.start();
        }
        secrets.start();
        refusals.start();
        applier.start();
        inbox.start();
        if (workers != null) {
            workers.start();
        }
    }

    /** What makes work ends before what does it; the database last. */
    @Override
    public void close() {
        if (workers != null) {
            workers.close();
            route.sender().close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        inbox.close();
        applier.close();
        refusals.close();
        secrets.close();
        database.close();
    }
}
