package dev.smsdesk.send;

import dev.smsdesk.account.Account;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Submission;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an order is committed before the first byte goes out. What is in it is sent, in the order of its arrival, by the workers. */
public final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int LONGEST_CREATOR = 200;
    private final Tx tx;
    private final Ids ids;
    private final DeliveryLog deliveries;
    private final Clock clock;
    private final SendingAccounts accounts;
    private final Runnable wake;
    private final KeptAnswers answers;

    /** @param wake told after each commit that there is work */
    public Outbox(Tx tx, Ids ids, DeliveryLog deliveries, Clock clock, SendingAccounts accounts, Runnable wake) {
        this.tx = tx;
        this.ids = ids;
        this.deliveries = deliveries;
        this.clock = clock;
        this.accounts = accounts;
        this.wake = wake;
        this.answers = new KeptAnswers(tx, clock);
    }

    /**
     * Stores the order whole, or nothing. Paused sending takes orders too: they wait.
     * @param createdBy who ordered it; cut at 200 characters
     * @param once      by which a repeat is known, or null where each call is an order of its own
     * @return id of the batch; of the earlier one, where this is a repeat
     * @throws ProblemException SENDING_OFF; IDEMPOTENCY_KEY_REUSED, the key stands for another order
     */
    public String enqueue(Order order, String createdBy, Idempotency once) {
        Optional<String> earlier = once == null ? Optional.empty() : answers.earlier(once);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        SendingAccount account = accounts.standard();
        String id = ids.next();
        List<Call> calls = Call.plan(order.to(), account.sender().mostRecipients(), ids);
        try {
            tx.write(em -> store(em, id, order, account.account(), calls, createdBy, once));
        } catch (KeptAnswers.Taken e) {
            return answers.earlier(once).orElseThrow(() -> e);
        }
        log.info("batch stored id={} gateway={} recipients={} submissions={}", id, account.id(), order.to().size(), calls.size());
        wake.run();
        if (once != null) {
            forgetSomeAnswers();
        }
        return id;
    }

    /** Whole, in the caller's transaction; with ids made before, so that doing it again does the same. */
    private Batch store(EntityManager em, String id, Order order, Account account, List<Call> calls, String createdBy, Idempotency once) {
        Batch earlier = em.find(Batch.class, id);
        if (earlier != null) {
            return earlier;   // the commit came through, only its answer was lost
        }
        Instant now = clock.instant();
        Batch batch = new Batch(id, order.name(), order.from(), order.text(), account.id(), order.to().size(), now,
            Wording.cut(createdBy, LONGEST_CREATOR), BatchStatus.SENDING);
        em.persist(batch);
        calls.forEach(call -> em.persist(new Submission(call.submissionId(), batch, account.channel(), now)));
        em.flush();
        return SqlWork.on(connection -> {
            if (once != null) {
                answers.keep(connection, once, id, now);
            }
            deliveries.begin(connection, id, account.id(), calls.stream().flatMap(Call::births).toList());
            return batch;
        }).apply(em);
    }

    /** The batch is stored whatever comes of this, so the caller hears nothing of it. */
    private void forgetSomeAnswers() {
        try {
            answers.forgetSome();
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("idempotency rows not removed cause={}", fault.kind(), fault.stack());
        }
    }
}
