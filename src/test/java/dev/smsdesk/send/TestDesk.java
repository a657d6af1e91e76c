package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Messages;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.Submission;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.store.Tx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The sending half of the desk over a real database. One serves all tests of the package, see {@link TestDatabase}; each desk begins by emptying it.
 */
final class TestDesk {
    static final Gateway SMS = new Gateway("sms:plan-1", Channel.SMS, URI.create("https://desk.example/api/callbacks/sms"));
    static final Gateway SANDBOX = new Gateway("sandbox", Channel.SMS, URI.create("https://desk.example/api/callbacks/sms"));
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> TABLES = List.of("report", "provider_ref", "recipient", "submission", "batch", "idempotency", "sending_hold",
        "sending_resume", "api_key", "audit_entry");
    private static final TestDatabase DATABASE = TestDatabase.open();

    final MutableClock clock = new MutableClock(NOON);
    final Ids ids = new Ids(clock);
    final DeliveryLog deliveries = new DeliveryLog(ids, clock);
    final Tx tx;
    final Messages messages;
    final ScriptedSender sender = new ScriptedSender();
    final List<String> linked = new CopyOnWriteArrayList<>();

    TestDesk() {
        this(DATABASE.tx());
    }

    /** @param tx over {@link #dataSource()}, in some way of its own */
    TestDesk(Tx tx) {
        this.tx = tx;
        this.messages = new Messages(tx);
        TABLES.forEach(table -> sql("delete from " + table));
    }

    static DataSource dataSource() {
        return DATABASE.database().dataSource();
    }

    SendingGate gate() {
        return gate(SMS);
    }

    SendingGate gate(Gateway account) {
        return new SendingGate(tx, clock, Optional.empty(), account.name());
    }

    Outbox outbox() {
        return outbox(SMS);
    }

    Outbox outbox(Gateway account) {
        return new Outbox(tx, ids, clock, gate(account), account, () -> { });
    }

    SubmissionWorker worker() {
        return worker(SMS);
    }

    SubmissionWorker worker(Gateway account) {
        return new SubmissionWorker(tx, deliveries, gate(account), account, sender, clock, this::linked, () -> false);
    }

    SubmissionWorkers workers(int threads) {
        return new SubmissionWorkers(tx, deliveries, gate(), SMS, sender, clock, this::linked, threads);
    }

    UnsureSubmissions unsure() {
        return new UnsureSubmissions(tx, deliveries, clock, TestDesk.SMS.name(), () -> { }, this::linked);
    }

    private void linked(Channel channel, String providerId) {
        linked.add(channel.word() + " " + providerId);
    }

    static Order order(int recipients) {
        return new Order("+46700000000", numbers(recipients), "Hello", null);
    }

    static List<PhoneNumber> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> new PhoneNumber("4670" + (1_000_000 + i))).toList();
    }

    /** An order that waits in the outbox. @return the batch's id */
    String composed(int recipients) {
        return outbox().enqueue(order(recipients), "anna", null);
    }

    Submission submission(String batchId) {
        List<Submission> all = messages.submissions(batchId);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " submissions");
        }
        return all.get(0);
    }

    List<DeliveryState> states(String batchId) {
        return messages.recipients(batchId, null, 10_000).items().stream().map(Recipient::getState).toList();
    }

    List<Report> firstTimeline(String batchId) {
        return messages.reports(messages.recipients(batchId, null, 1).items().get(0).getId());
    }

    List<String> providerIds(String batchId) {
        return messages.providerRefs(batchId).stream().map(ProviderRef::getProviderId).toList();
    }

    long count(String table) {
        return DATABASE.number("select count(*) from " + table);
    }

    void sql(String statement, Object... values) {
        DATABASE.run(statement, values);
    }
}
