package dev.smsdesk.receive;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Family;
import dev.smsdesk.message.Messages;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Submission;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;

/** Inbox and applier on a real database, with a clock that is told the time; the applier runs when it is asked to. */
final class ReceivingSide implements AutoCloseable {
    final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    final TestDatabase db = TestDatabase.open();
    final Ids ids = new Ids(clock);
    final Callbacks callbacks = new Callbacks(db.tx());
    final Messages messages = new Messages(db.tx());
    final Applier applier = node();
    final Traffic traffic = new Traffic(new SimpleMeterRegistry(), clock);
    private final InboxWriter writer = new InboxWriter(db.database().dataSource(), ids, traffic);

    /** One more node on the same database. */
    Applier node() {
        return new Applier(db.tx(), ids, new DeliveryLog(ids, clock), clock);
    }

    void keep(Family family, byte[]... bodies) {
        for (byte[] body : bodies) {
            List<Exception> faults = writer.write(List.of(arrival(family, body, ids.next())));
            if (faults.get(0) != null) {
                throw new IllegalStateException(faults.get(0));
            }
        }
    }

    Arrival arrival(Family family, byte[] body, String nonce) {
        return new Arrival(family, body, Arrival.sha256(body), "application/json", null, nonce, clock.instant(), "test", clock.instant());
    }

    /** Keeps and applies. */
    void receive(Family family, byte[]... bodies) {
        keep(family, bodies);
        applyAll();
    }

    void applyAll() {
        while (applier.applyDue() > 0) {
            clock.instant();
        }
    }

    /** A batch that waits to be sent. @return its one submission's id */
    String compose(String... digits) {
        Batch batch = new Batch(ids.next(), null, "+46700000000", "text", "sandbox", digits.length, clock.instant(), "ann");
        Submission submission = new Submission(ids.next(), batch, Family.SMS, clock.instant());
        db.tx().run(em -> {
            em.persist(batch);
            em.persist(submission);
            for (String number : digits) {
                em.persist(new Recipient(ids.next(), submission, number));
            }
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
        applier.linked(Family.SMS, providerId);
    }

    Recipient recipient(String submissionId, String digits) {
        return db.tx().read(em -> em.createQuery("select r from Recipient r where r.submission.id = :s and r.digits = :d", Recipient.class)
            .setParameter("s", submissionId).setParameter("d", digits).getSingleResult());
    }

    List<Callbacks.Row> kept(CallbackState state) {
        return callbacks.newest(state, null, 100).items();
    }

    @Override
    public void close() {
        db.close();
    }
}
