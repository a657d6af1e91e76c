package dev.smsdesk.pages;

import dev.smsdesk.CompiledPages;
import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.access.login.Login;
import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.apply.Applier;
import dev.smsdesk.apply.Replay;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.connect.AccountCheck;
import dev.smsdesk.connect.OtherNodes;
import dev.smsdesk.connect.SecretSteps;
import dev.smsdesk.connect.WebhookSetup;
import dev.smsdesk.doctor.Consultation;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.message.table.OtherAccounts;
import dev.smsdesk.metrics.CallbackHealth;
import dev.smsdesk.pages.callbacks.CallbackPages;
import dev.smsdesk.pages.messages.Asked;
import dev.smsdesk.pages.setup.AtSinch;
import dev.smsdesk.pages.setup.Connection;
import dev.smsdesk.pages.setup.SetupPages;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.CallbackMetricsStore;
import dev.smsdesk.receive.body.BodyGate;
import dev.smsdesk.receive.body.BodyRefusals;
import dev.smsdesk.receive.body.StreamGate;
import dev.smsdesk.receive.body.UnreadBody;
import dev.smsdesk.receive.callback.SelfTest;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.inbox.Orphans;
import dev.smsdesk.receive.inbox.Shelf;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.reconcile.Heartbeat;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.PollGate;
import dev.smsdesk.reconcile.PollHistory;
import dev.smsdesk.reconcile.PollSchedule;
import dev.smsdesk.reconcile.PolledAccount;
import dev.smsdesk.reconcile.Reconciliation;
import dev.smsdesk.reconcile.ReportBacklog;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.reconcile.StrangeInbounds;
import dev.smsdesk.send.BatchActions;
import dev.smsdesk.send.CallPlanner;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.send.UploadedBatches;
import dev.smsdesk.send.Withdrawal;
import dev.smsdesk.send.worker.ScriptedSender;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.conversation.AppSetup;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.trust.SecretSeal;
import dev.smsdesk.trust.Trust;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import dev.smsdesk.upload.UploadReading;
import dev.smsdesk.upload.Uploads;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;

/** The pages on a real Tomcat over a real database, with no worker behind the outbox. One serves all tests of the run. */
public final class PageServer {
    static final String PUBLIC = "https://desk.example/sms-desk";
    static final int MOST_RECIPIENTS = 5;
    private static final List<String> TABLES = List.of("upload", "upload_chunk", "upload_rows", "unheard", "strange_inbound", "gap",
        "presence", "heard", "traffic", "report",
        "stray_report", "lookup", "provider_ref", "recipient", "batch_count", "hour_count", "submission",
        "draft_chunk", "draft", "batch", "job", "inbound", "callback", "callback_gist", "replay", "refusal", "webhook_secret", "secret_use",
        "rotation_window", "idempotency", "sending_hold", "api_key", "audit_entry");
    private static PageServer running;

    public final TestDatabase database = TestDatabase.open();
    /** Starts now, as sessions are as old as the container says. */
    public final MutableClock clock = new MutableClock(Instant.now());
    public final Ids ids = new Ids(clock);
    public final Messages messages = new Messages(database.tx());
    final DeliveryLog deliveries = new DeliveryLog(ids, clock);
    public final ApiKeys keys = new ApiKeys(database.tx(), ids, clock, null);
    final Applier applier = new Applier(database.tx(), ids, deliveries, clock, () -> false);
    private final Jobs ordered = new Jobs(database.tx(), ids, clock);
    private final Uploads uploads = new Uploads(database.tx(), ids, clock, ordered, () -> { });
    final Replay replay = new Replay(database.tx(), ordered, deliveries, applier, clock);
    public final JobRunner jobs = new JobRunner(database.tx(), clock, List.of(replay));
    public final MockClock meterClock = new MockClock();
    public volatile boolean keepsCallbacks = true;
    public final CallbackMetrics traffic = new CallbackMetrics(new SimpleMeterRegistry(SimpleConfig.DEFAULT, meterClock), clock);
    final CallbackMetricsStore book = new CallbackMetricsStore(database.tx(), traffic, "N1", clock);
    public final Trust trust = Trust.of(database.tx(), ids, clock, new SecretSeal(new byte[SecretSeal.KEY_BYTES]), Duration.ofHours(48));
    private final SignatureCheck check = new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5), clock);
    final Doctor doctor = new Doctor(check);
    private final MissingCallbacks neverCame = new MissingCallbacks(database.tx(), clock);
    /** Nothing is really asked: a question that a person puts stays due. */
    private final Reconciliation asleep = new Reconciliation(database.tx(), deliveries,
        List.of(new PolledAccount(SANDBOX.id(), Channel.SMS, asking(), null)), new PollSchedule(1), clock);
    private final Silence silence = new Silence(database.tx(), List.of(new Silence.Watched(SANDBOX.id(), Channel.SMS),
        new Silence.Watched(APP.id(), Channel.CONVERSATION)), 10, Duration.ofMinutes(30), book::lastHeard, clock);
    final CallbackHealth health = new CallbackHealth(database.tx(), traffic, book, neverCame, silence, asleep,
        List.of(SANDBOX.id(), APP.id()), clock);
    private final CallbackPages.Condition condition = new CallbackPages.Condition(health, silence, () -> keepsCallbacks);
    static final Account SANDBOX = Account.sandbox(Channel.SMS, "sandbox", "token");
    private static final Account APP = Account.sandbox(Channel.CONVERSATION, "sandbox", "token");
    /** The app at Sinch, where a test has one answer. */
    public volatile Optional<AppSetup> app = Optional.empty();
    public final ScriptedSender plan = new ScriptedSender();
    public volatile Optional<String> proxy = Optional.empty();
    /** What reading the settings again comes to. */
    public volatile Connection.Reading reading = new Connection.Reading(true, List.of("Read <again>."));
    public final SendingGate gate;
    private final SendingAccounts accounts;
    final Outbox outbox;
    private final Tomcat tomcat = new Tomcat();

    private PageServer(Optional<String> sendingOff) throws IOException, LifecycleException {
        gate = new SendingGate(database.tx(), clock, sendingOff, SANDBOX.id());
        accounts = new SendingAccounts(List.of(new SendingAccount(SANDBOX, gate, plan, URI.create(PUBLIC)),
            new SendingAccount(APP, new SendingGate(database.tx(), clock, sendingOff, APP.id()), new ScriptedSender().recipientsOfACall(1),
            URI.create(PUBLIC))), "There is none.", List.of(), null);
        outbox = new Outbox(database.tx(), ids, deliveries, clock, accounts, new CallPlanner(database.tx(), ordered, ids, clock, () -> { }),
            () -> { });
        Path folder = Files.createTempDirectory("smsdesk-pages");
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(Integer.getInteger("smsdesk.test.pagePort", 0));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addWebapp("/sms-desk", Path.of("src/main/webapp").toAbsolutePath().toString());
        context.setAltDDName(withoutListener(folder).toString());
        context.setParentClassLoader(PageServer.class.getClassLoader());
        CompiledPages.areKept(context);
        context.addServletContainerInitializer((classes, servlets) -> mount(servlets), null);
        for (String who : List.of("viewer", "sender", "admin")) {
            tomcat.addUser(who, "pw-" + who);
            tomcat.addRole(who, "sms-" + who);
        }
        tomcat.addUser("stranger", "pw-stranger");
        tomcat.getHost().getPipeline().addValve(new RemoteIpValve());   // as behind a proxy: tests say whence, and whether by https
        tomcat.start();
    }

    /** As the application does, without an API. */
    private void mount(ServletContext servlets) {
        FilterRegistration.Dynamic unread = servlets.addFilter("unread-body", new UnreadBody());
        unread.setAsyncSupported(true);
        unread.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        Refusals refusals = new Refusals(database.tx(), ids, clock, doctor, trust.ring());
        BodyRefusals incomplete = new BodyRefusals(refusals, traffic);
        BodyGate gate = BodyGate.forOthers(incomplete, request -> false);
        StreamGate files = new StreamGate(request -> false, incomplete, 1, System::nanoTime);
        gate.start();
        AuditLog audit = new AuditLog(database.tx(), ids, clock);
        new Console(URI.create(PUBLIC), new DeskInfo(true, null, accounts, refusals, condition, trust.ring(), clock), keys, login(audit),
            List.of(messagePages(audit), callbackPages(refusals, audit), setupPages(audit))).mount(servlets, files, gate);
    }

    public static synchronized PageServer running() {
        running = running == null ? started(Optional.empty()) : running;
        return running;
    }

    /** A server of its own, whose clock is never set back. */
    public static PageServer alone() {
        return started(Optional.empty());
    }

    /** One of its own, on which settings forbid sending. */
    static PageServer withSendingOff(String why) {
        return started(Optional.of(why));
    }

    private static PageServer started(Optional<String> sendingOff) {
        try {
            return new PageServer(sendingOff);
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    public void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        database.close();
    }

    int sessions() {
        return ((Context) tomcat.getHost().findChildren()[0]).getManager().getActiveSessions();
    }

    public long count(String table) {
        return database.number("select count(*) from " + table);
    }

    /** As before the first message, and at this time again. */
    public PageServer emptied() {
        TABLES.forEach(table -> database.run("delete from " + table));
        clock.set(Instant.now().minus(Duration.ofDays(1)));
        health.now();   // figures are kept for five seconds: those of the last test shall not pass for fresh ones
        clock.set(Instant.now());
        keepsCallbacks = true;
        app = Optional.empty();
        proxy = Optional.empty();
        reading = new Connection.Reading(true, List.of("Read <again>."));
        plan.checks(new SetupAnswer.Works<>(0));
        trust.keeper().refresh();
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/sms-desk";
    }

    private UploadedBatches uploaded() {
        return new UploadedBatches(database.tx(), ordered, outbox, uploads, () -> { });
    }

    /** Runs the jobs about uploads to their end. */
    public void runUploadJobs() {
        JobRunner runner = new JobRunner(database.tx(), clock, List.of(new UploadReading(database.tx(), null), uploaded()));
        while (runner.step()) {
            // until none is left
        }
    }

    private MessagePages messagePages(AuditLog audit) {
        UnsureSubmissions unsure = new UnsureSubmissions(database.tx(), deliveries, clock, accounts, () -> { }, (channel, id) -> { });
        BatchActions actions = new BatchActions(database.tx(), ordered, audit, new Withdrawal(database.tx(), deliveries, clock), () -> { });
        return new MessagePages(messages, new MessagePages.Sending(accounts, new Composer(MOST_RECIPIENTS, null, 31),
            new Drafts(database.tx()), outbox, actions, unsure,
            "+46700000000", uploads, uploaded()), new Asked(new PollHistory(database.tx()), asleep), new OtherAccounts(database.tx(),
                accounts.ids()),
            new Callbacks(database.tx()), audit, clock);
    }

    private CallbackPages callbackPages(Refusals refusals, AuditLog audit) {
        return new CallbackPages(new CallbackPages.Received(new Callbacks(database.tx()), new Orphans(database.tx()),
            new Shelf(database.tx()), replay, refusals),
            new CallbackPages.Missing(neverCame, new StrangeInbounds(database.tx()), new Heartbeat(database.tx(), ids, clock)), condition,
            new Consultation(check, clock), trust.ring(), audit, clock);
    }

    private SetupPages setupPages(AuditLog audit) {
        Map<String, Boolean> secrets = new LinkedHashMap<>();
        secrets.put("SINCH_WEBHOOK_SECRET", true);
        secrets.put("SMSDESK_CONVERSATION_WEBHOOK_SECRET", false);
        Connection connection = new Connection(URI.create(PUBLIC), accounts.ids(), false,
            new Connection.Route(URI.create("https://gateway.example"), () -> proxy.orElse(null), null), () -> secrets,
            () -> List.of("SINCH_NUMBER is <odd>."), () -> reading);
        WebhookSetup webhooks = new WebhookSetup(accounts, () -> app, URI.create(PUBLIC),
            new SecretSteps(trust, audit, new OtherNodes(() -> 1, Duration.ZERO)), () -> new SelfTest.SelfTestResult(true, "It arrived."));
        AtSinch sinch = new AtSinch(new AccountCheck(accounts, id -> true), webhooks, new ReportBacklog(database.tx(), APP.id(),
            () -> 25, clock));
        SelfTest selfTest = new SelfTest(null, trust.ring(), new Callbacks(database.tx()), null, ids, clock);
        return new SetupPages(connection, sinch, new Callbacks(database.tx()), selfTest, accounts, trust, keys, audit);
    }

    private Login login(AuditLog audit) {
        Login login = new Login(false, audit, clock);
        login.key(new byte[32]);
        return login;
    }

    private static PollGate asking() {
        return new PollGate() {
            @Override
            public Optional<String> off() {
                return Optional.empty();
            }

            @Override
            public void credentialsRefused(String said) {
                throw new AssertionError("not asked here");
            }
        };
    }

    /** web.xml as it is, but without the application's own start. */
    private static Path withoutListener(Path folder) throws IOException {
        String xml = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));
        return Files.writeString(folder.resolve("web.xml"), xml.replaceAll("(?s)<listener>.*?</listener>", ""));
    }
}
