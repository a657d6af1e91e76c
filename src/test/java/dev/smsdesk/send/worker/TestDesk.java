package dev.smsdesk.send.worker;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.compose.Order;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.send.BatchActions;
import dev.smsdesk.send.CallPlanner;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.send.Withdrawal;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.store.Tx;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The sending half of the desk over a real database. One serves all tests of the package, see {@link TestDatabase}; each desk begins by
 * emptying it.
 */
public final class TestDesk {
    public static final Account SMS = Account.ofPlan("plan-1", "eu", "token");
    public static final Account SANDBOX = Account.sandbox(Channel.SMS, "sandbox", "token");
    public static final Account APP = Account.ofApp("app-1", "eu", new Credentials.App("project", "key", "secret", "app-1"));
    static final URI CALLBACKS = URI.create("https://desk.example/api/callbacks/sms");
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> TABLES = List.of("report", "stray_report", "lookup", "provider_ref", "recipient", "batch_count",
        "hour_count",
        "submission", "draft_chunk", "draft", "batch", "job", "idempotency", "sending_hold",
        "sending_resume", "api_key", "audit_entry");
    private static final TestDatabase DATABASE = TestDatabase.open();

    public final MutableClock clock = new MutableClock(NOON);
    public final Ids ids = new Ids(clock);
    public final DeliveryLog deliveries = new DeliveryLog(ids, clock);
    public final Tx tx;
    public final Messages messages;
    public final ScriptedSender sender = new ScriptedSender();
    /** Of the accounts of the Conversation API. */
    public final ScriptedSender appSender = new ScriptedSender().recipientsOfACall(1);
    public final List<String> linked = new CopyOnWriteArrayList<>();
    private final Map<String, SubmissionWorker> workers = new ConcurrentHashMap<>();
    final List<String> settled = new CopyOnWriteArrayList<>();

    public TestDesk() {
        this(DATABASE.tx());
    }

    /** @param tx over {@link #dataSource()}, in some way of its own */
    public TestDesk(Tx tx) {
        this.tx = tx;
        this.messages = new Messages(tx);
        TABLES.forEach(table -> sql("delete from " + table));
    }

    static DataSource dataSource() {
        return DATABASE.database().dataSource();
    }

    public SendingGate gate() {
        return gate(SMS);
    }

    public SendingGate gate(Account account) {
        return new SendingGate(tx, clock, Optional.empty(), account.id());
    }

    public SendingAccount sending(Account account) {
        return new SendingAccount(account, gate(account), account.channel() == Channel.SMS ? sender : appSender, CALLBACKS);
    }

    /** As good as none. */
    public static Pace pace() {
        return new Pace(10_000, () -> 1, System::nanoTime);
    }

    SubmissionClaims claims() {
        return new SubmissionClaims(tx, sending(SMS), clock, System::nanoTime);
    }

    /** Through an account for which settings forbid it. */
    public SendingAccounts off(String because) {
        return new SendingAccounts(List.of(new SendingAccount(SMS, new SendingGate(tx, clock, Optional.of(because), SMS.id()), null,
            null)), null, List.of(), null);
    }

    /** A worker that sends in another way than by {@link #sender}. */
    public SubmissionWorker worker(Sender another, BiConsumer<Channel, Collection<String>> toldOf, boolean closed) {
        return new SubmissionWorker(tx, deliveries, new SendingAccount(SMS, gate(), another, CALLBACKS), pace(), clock, toldOf,
            settled::addAll, () -> closed);
    }

    public SendingAccounts accounts(Account... accounts) {
        return new SendingAccounts(Stream.of(accounts).map(this::sending).toList(), "There is none.", List.of(), null);
    }

    public Outbox outbox() {
        return outbox(SMS);
    }

    /** @param accounts the default first */
    public Outbox outbox(Account... accounts) {
        return new Outbox(tx, ids, deliveries, clock, accounts(accounts), planner(), () -> { });
    }

    public CallPlanner planner() {
        return new CallPlanner(tx, new Jobs(tx, ids, clock), ids, clock, () -> { });
    }

    public BatchActions actions() {
        return new BatchActions(tx, new Jobs(tx, ids, clock), new AuditLog(tx, ids, clock), withdrawal(), () -> { });
    }

    Withdrawal withdrawal() {
        return new Withdrawal(tx, deliveries, clock);
    }

    public SubmissionWorker worker() {
        return worker(SMS);
    }

    /** The same each time: it remembers which batch it served last. */
    public SubmissionWorker worker(Account account) {
        return workers.computeIfAbsent(account.id(), id -> restartedWorker(account));
    }

    SubmissionWorker restartedWorker(Account account) {
        return new SubmissionWorker(tx, deliveries, sending(account), pace(), clock, this::linked, settled::addAll, () -> false);
    }

    SubmissionWorkers workers(int threads) {
        return workers(SMS, threads);
    }

    SubmissionWorkers workers(Account account, int threads) {
        return new SubmissionWorkers(tx, deliveries, sending(account), pace(), clock, this::linked, settled::addAll, threads);
    }

    public UnsureSubmissions unsure() {
        return new UnsureSubmissions(tx, deliveries, clock, accounts(SMS, APP), () -> { }, (channel, id) -> linked(channel, List.of(id)));
    }

    private void linked(Channel channel, Collection<String> providerIds) {
        providerIds.forEach(id -> linked.add(channel.word() + " " + id));
    }

    /** For one number, through one account. */
    public static Order order(String via) {
        return new Order("+46700000000", numbers(1), "Hello", null, via);
    }

    public static Order order(int recipients) {
        return new Order("+46700000000", numbers(recipients), "Hello", null);
    }

    public static List<PhoneNumber> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> new PhoneNumber("4670" + (1_000_000 + i))).toList();
    }

    /** An order that waits in the outbox. @return the batch's id */
    public String composed(int recipients) {
        return outbox().enqueue(order(recipients), "anna", null);
    }

    /** A call through this account whose end is not known. @return the submission's id */
    public String unsureCall(Account account, Order order) {
        String batch = outbox(account).enqueue(order, "anna", null);
        (account.channel() == Channel.SMS ? sender : appSender).then(new SendOutcome.Unsure("No answer."));
        worker(account).step();
        return submission(batch).getId();
    }

    public Submission find(String submissionId) {
        return tx.read(em -> em.find(Submission.class, submissionId));
    }

    List<Submission> submissions(String batchId) {
        return tx.read(em -> em.createQuery("select s from Submission s where s.batch.id = :batch order by s.id", Submission.class)
            .setParameter("batch", batchId).getResultList());
    }

    public Submission submission(String batchId) {
        List<Submission> all = submissions(batchId);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " submissions");
        }
        return all.get(0);
    }

    public List<DeliveryState> states(String batchId) {
        return messages.recipients(batchId, null, 10_000).items().stream().map(Recipient::getState).toList();
    }

    public List<Report> firstTimeline(String batchId) {
        return messages.reports(messages.recipients(batchId, null, 1).items().get(0).getId());
    }

    public List<String> providerIds(String batchId) {
        return messages.providerRefs(messages.calls(batchId, 100).some()).stream().map(ProviderRef::getProviderId).toList();
    }

    public long count(String table) {
        return DATABASE.number("select count(*) from " + table);
    }

    public void sql(String statement, Object... values) {
        DATABASE.run(statement, values);
    }
}
