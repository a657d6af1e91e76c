package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.fold.NewRecipient;
import dev.smsdesk.message.table.CallPlan;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.TestDatabase;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What asks, on a real database, with a clock that is told the time and a Sinch that is told what to say. */
final class PollingSide implements AutoCloseable, PollGate {
    static final String GATEWAY = "sms:plan-1";
    static final String APP = "conversation:app-1";
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> TABLES = List.of("unheard", "report", "stray_report", "lookup", "provider_ref", "recipient",
        "batch_count", "hour_count", "submission", "batch", "inbound", "strange_inbound", "job", "presence", "gap", "heard");
    private static final TestDatabase DATABASE = TestDatabase.open();

    final MutableClock clock = new MutableClock(NOON);
    final Ids ids = new Ids(clock);
    final TestDatabase db = DATABASE;
    final DeliveryLog deliveries = new DeliveryLog(ids, clock);
    final Messages messages = new Messages(db.tx());
    final MissingCallbacks neverCame = new MissingCallbacks(db.tx(), clock);
    final ScriptedSinch sinch = new ScriptedSinch();
    final StatusPoller asker = node();
    String refused;

    PollingSide() {
        TABLES.forEach(table -> db.run("delete from " + table));
    }

    /** That is asked about here. */
    PolledAccount account(Channel channel) {
        return new PolledAccount(channel == Channel.SMS ? GATEWAY : APP, channel, this, sinch);
    }

    /** One more node on the same database. */
    StatusPoller node() {
        return new StatusPoller(db.tx(), deliveries, account(Channel.SMS), new PollSchedule(1), clock);
    }

    @Override
    public Optional<String> off() {
        return Optional.ofNullable(refused);
    }

    @Override
    public void credentialsRefused(String said) {
        refused = "refused: " + said;
    }

    /** Makes the polls that are due. */
    void askAll() {
        while (asker.step()) {
            clock.instant();
        }
    }

    /** Time passes, then the polls that are due are made. */
    void after(Duration time) {
        clock.pass(time);
        askAll();
    }

    /** A batch that Sinch took just now, under the id P-1 or what it is called. */
    Submission sent(String providerId, String... digits) {
        return sentThrough(GATEWAY, providerId, digits);
    }

    Submission sentThrough(String account, String providerId, String... digits) {
        return submission(account, providerId, digits, (em, submission) -> {
            submission.sent();
            deliveries.appendForAll(em, submission, number -> DeliveryEvent.ours(number, providerId, DeliveryState.ACCEPTED, null, null,
                null, ReportSource.SEND));
        });
    }

    /** A batch that a person gave up just now, though Sinch has it under this id. */
    Submission givenUp(String providerId, String... digits) {
        return submission(GATEWAY, providerId, digits, (em, submission) -> {
            submission.giveUp("Given up.");
            deliveries.appendForAll(em, submission, number -> DeliveryEvent.ours(number, null, DeliveryState.NOT_SENT, null,
                OwnReason.GIVEN_UP.code(), clock.instant(), ReportSource.PERSON));
        });
    }

    private Submission submission(String account, String providerId, String[] digits, BiConsumer<EntityManager, Submission> end) {
        Batch batch = new Batch(ids.next(), null, "+46700000000", "text", account, digits.length, clock.instant(), "ann",
            BatchStatus.SENDING);
        Submission submission = new Submission(ids.next(), batch, account.equals(APP) ? Channel.CONVERSATION : Channel.SMS,
            clock.instant());
        db.tx().run(em -> {
            em.persist(batch);
            em.persist(submission);
            em.flush();
            List<NewRecipient> born = Stream.of(digits).map(number -> new NewRecipient(ids.next(), submission.getId(), number)).toList();
            SqlWork.on(connection -> {
                deliveries.confirmed(connection, batch.getId(), account, clock.instant(), born.size());
                CallPlan.write(connection, batch.getId(), born);
                return null;
            }).apply(em);
            submission.claim(clock.instant(), Duration.ofSeconds(90));
            em.persist(new ProviderRef(providerId, submission));
            end.accept(em, submission);
        });
        return submission;
    }

    /** What a callback says. */
    void callback(Submission submission, String providerId, String digits, String status, Instant at) {
        db.tx().run(em -> deliveries.append(em, DeliveryLog.locked(em, submission.getId()),
            List.of(new DeliveryEvent(digits, providerId, status,
            DeliveryState.ofWord(status).orElse(null), status.equals("Delivered") ? 0 : 401, null, null, at, null, ReportSource.CALLBACK,
            "CB"))));
    }

    Recipient recipient(Submission submission, String digits) {
        return db.tx().read(em -> em.createQuery("select r from Recipient r where r.submission.id = :s and r.digits = :d", Recipient.class)
            .setParameter("s", submission.getId()).setParameter("d", digits).getSingleResult());
    }

    List<Report> timeline(Submission submission, String digits) {
        return messages.reports(recipient(submission, digits).getId());
    }

    /** Source and word of each report about a recipient, in the order of their arrival. */
    List<String> told(Submission submission, String digits) {
        return timeline(submission, digits).stream().map(r -> r.getSource() + " " + r.getStatus()).toList();
    }

    String column(String name, Submission submission) {
        return db.text("select " + name + " from submission where id = ?", submission.getId());
    }

    List<MissingCallbacks.MissingCallback> listed() {
        return neverCame.newest(null, 100).items();
    }

    @Override
    public void close() {
        // the database serves all tests of the package
    }
}
