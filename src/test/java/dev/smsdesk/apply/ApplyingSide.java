package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.message.fold.NewRecipient;
import dev.smsdesk.message.table.CallPlan;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.receive.inbox.ReceivingSide;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Inbox and applier on one database; the applier runs when it is asked to. */
final class ApplyingSide extends ReceivingSide {
    final Messages messages = new Messages(db.tx());
    final DeliveryLog deliveries = new DeliveryLog(ids, clock);
    final Applier applier = node();
    final Jobs jobs = new Jobs(db.tx(), ids, clock);
    final Replay replay = replay(applier);
    final JobRunner runner = new JobRunner(db.tx(), clock, List.of(replay));

    /** On that node. */
    Replay replay(Applier node) {
        return new Replay(db.tx(), jobs, deliveries, node, clock);
    }

    /** One more node on the same database. */
    Applier node() {
        return node(db.tx());
    }

    /** One more node, whose database has the troubles of its own. */
    Applier node(Tx tx) {
        return new Applier(tx, ids, new DeliveryLog(ids, clock), clock, () -> false);
    }

    /** What an admin asks for, done. */
    ReplayRun replayed(ReplayFilter filter) {
        String id = replay.begin(filter, "ann");
        while (runner.step()) {
            clock.instant();
        }
        return replay.run(id).orElseThrow();
    }

    /** Keeps and applies. */
    void receive(Channel channel, byte[]... bodies) {
        keep(channel, bodies);
        applyAll();
    }

    void applyAll() {
        while (applier.applyDue() > 0) {
            clock.instant();
        }
    }

    /** As a node does it; what waits for another node's lock is looked at again while time passes. */
    void applyWhileDue(Applier node) {
        for (int idle = 0; idle < 10; idle++) {
            while (node.applyDue() > 0) {
                idle = 0;
            }
            clock.pass(Duration.ofMillis(50));
        }
    }

    /** A batch that waits to be sent. @return its one submission's id */
    String compose(String... digits) {
        return compose(Channel.SMS, digits);
    }

    String compose(Channel channel, String... digits) {
        Batch batch = new Batch(ids.next(), null, "+46700000000", "text", "sandbox", digits.length, clock.instant(), "ann",
            BatchStatus.SENDING);
        Submission submission = new Submission(ids.next(), batch, channel, clock.instant());
        db.tx().run(em -> {
            em.persist(batch);
            em.persist(submission);
            em.flush();
            List<NewRecipient> born = Stream.of(digits).map(number -> new NewRecipient(ids.next(), submission.getId(), number)).toList();
            SqlWork.on(connection -> {
                deliveries.confirmed(connection, batch.getId(), batch.getAccount(), clock.instant(), born.size());
                CallPlan.write(connection, batch.getId(), born);
                return null;
            }).apply(em);
        });
        return submission.getId();
    }

    /** What the send response does: Sinch's id becomes known. */
    void link(String submissionId, String providerId) {
        db.tx().run(em -> {
            Submission submission = DeliveryLog.locked(em, submissionId);
            em.persist(new ProviderRef(providerId, submission));
            submission.sent();
        });
        applier.linked(Channel.SMS, List.of(providerId));
    }

    /** The same, unless a report has told it already. */
    void linkUnlessKnown(String submissionId, Channel channel, String providerId) {
        db.tx().run(em -> {
            if (em.find(ProviderRef.class, new ProviderRef.Key(channel, providerId)) == null) {
                em.persist(new ProviderRef(providerId, DeliveryLog.locked(em, submissionId)));
            }
        });
    }

    /** After every test the counters equal the rows. */
    @Override
    public void close() {
        ExactCounts.assertIn(db.tx());
        super.close();
    }

    List<Recipient> recipients(String submissionId) {
        return db.tx().read(em -> em.createQuery("select r from Recipient r where r.submission.id = :s order by r.digits", Recipient.class)
            .setParameter("s", submissionId).getResultList());
    }

    Recipient recipient(String submissionId, String digits) {
        return db.tx().read(em -> em.createQuery("select r from Recipient r where r.submission.id = :s and r.digits = :d", Recipient.class)
            .setParameter("s", submissionId).setParameter("d", digits).getSingleResult());
    }
}
