package dev.smsdesk.send;

import dev.smsdesk.common.Text;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.BatchLife;
import dev.smsdesk.message.table.CallPlan;
import dev.smsdesk.message.table.CallPlan.Cut;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an order is committed before the first byte goes out. What is in it is sent, in the order of its arrival, by the workers. */
public final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int LONGEST_CREATOR = 200;
    /** So many chunks are cut into calls before the answer; the job cuts the rest. */
    private static final int CHUNKS_AT_ONCE = 10;
    private final Tx tx;
    private final Ids ids;
    private final DeliveryLog deliveries;
    private final Clock clock;
    private final SendingAccounts accounts;
    private final CallPlan plan;
    private final CallPlanner planner;
    private final Runnable wake;
    private final IdempotencyKeys answers;

    /** @param wake told after each commit that there is work */
    public Outbox(Tx tx, Ids ids, DeliveryLog deliveries, Clock clock, SendingAccounts accounts, CallPlanner planner, Runnable wake) {
        this.tx = tx;
        this.ids = ids;
        this.deliveries = deliveries;
        this.clock = clock;
        this.accounts = accounts;
        this.plan = new CallPlan(ids, clock);
        this.planner = planner;
        this.wake = wake;
        this.answers = new IdempotencyKeys(tx, clock);
    }

    /**
     * Stores the order whole, confirmed, or nothing. Paused sending takes orders too: they wait.
     * @param createdBy who ordered it; cut at 200 characters
     * @param once      by which a repeat is known, or null where each call is an order of its own
     * @return id of the batch; of the earlier one, where this is a repeat
     * @throws ProblemException SENDING_OFF; INVALID with pointer /via; IDEMPOTENCY_KEY_REUSED, the key stands for another order
     */
    public String enqueue(Order order, String createdBy, Idempotency once) {
        Optional<String> earlier = earlier(once);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        SendingAccount account = accounts.chosen(order.via());
        List<String> to = order.to().stream().map(PhoneNumber::digits).toList();
        boolean small = to.size() <= DraftTable.CHUNK;
        Cut cut = cut(account, to.size(), clock.instant());
        String id = store(order, to.size(), account, createdBy, once, BatchStatus.SENDING, (connection, batchId) -> {
            deliveries.confirmed(connection, batchId, account.id(), cut.at(), to.size());
            if (small) {
                plan.write(connection, batchId, cut, new DraftTable.DraftChunk(0, to));
            } else {
                DraftTable.write(connection, batchId, to);
                planner.order(connection, batchId, cut, to.size(), createdBy);
            }
        });
        log.info("batch stored id={} gateway={} recipients={} submissions={}", id, account.id(), to.size(),
            (to.size() - 1) / account.sender().mostRecipients() + 1);
        wake.run();
        if (!small) {
            planner.begin(id, cut, CHUNKS_AT_ONCE);
        }
        return id;
    }

    /** @throws ProblemException SENDING_OFF; INVALID with pointer /via, as {@link #enqueue} would */
    void requireAccount(Order order) {
        accounts.chosen(order.via());
    }

    /** @param besideAnother what was sent from the same form before is another message */
    public record Drafted(String batchId, boolean besideAnother) {}

    /**
     * Stores the order as a draft, which {@link #confirm} sends. The same form changes its draft, or makes a new one after confirmation.
     * @param seen the version of the draft that the person was changing, or null
     * @param once by which a form is known, of its key
     * @throws ProblemException as {@link #enqueue}; TOO_LATE where another person has changed the draft
     */
    public Drafted draft(Order order, DraftTable.Typed typed, Long seen, String createdBy, Function<String, Idempotency> once) {
        Idempotency same = once.apply(typed.formKey());
        Batch earlier = answers.anyEarlier(same).map(id -> tx.read(em -> em.find(Batch.class, id))).orElse(null);
        if (earlier == null) {
            return new Drafted(newDraft(order, typed, createdBy, same), false);
        }
        if (answers.isSame(same)) {
            return new Drafted(earlier.getId(), false);
        }
        if (earlier.getStatus() == BatchStatus.DRAFT) {
            edit(earlier.getId(), seen == null ? earlier.getVersion() : seen, order, typed, same);
            return new Drafted(earlier.getId(), false);
        }
        String key = UUID.randomUUID().toString();
        return new Drafted(newDraft(order, new DraftTable.Typed(key, typed.to(), typed.recipients(), typed.allowUnassigned()), createdBy,
            once.apply(key)), true);
    }

    private String newDraft(Order order, DraftTable.Typed typed, String createdBy, Idempotency once) {
        return draftOf(order, order.to().size(), createdBy, once, (connection, batchId) -> {
            DraftTable.write(connection, batchId, order.to().stream().map(PhoneNumber::digits).toList());
            DraftTable.keep(connection, batchId, typed);
        });
    }

    /** A draft with so many recipients, which the caller writes. @throws ProblemException as {@link #enqueue} */
    String draftOf(Order order, int recipients, String createdBy, Idempotency once, Rest rest) {
        return store(order, recipients, accounts.chosen(order.via()), createdBy, once, BatchStatus.DRAFT, rest);
    }

    private void edit(String batchId, long seen, Order order, DraftTable.Typed typed, Idempotency once) {
        BatchLife.ActionResult result = rewrite(batchId, seen, order, order.to().size(), (connection, id) -> {
            DraftTable.write(connection, id, order.to().stream().map(PhoneNumber::digits).toList());
            DraftTable.keep(connection, id, typed);
            answers.replace(connection, once, id, clock.instant());
        });
        if (result != BatchLife.ActionResult.CHANGED) {
            throw new ProblemException(ProblemType.TOO_LATE, result == BatchLife.ActionResult.EDITED
                ? "Another person has changed this draft. Look at it again." : "It was confirmed meanwhile. Nothing was changed.");
        }
    }

    /** A draft says something else. @param rest the rows beside its own, only where the answer is CHANGED */
    BatchLife.ActionResult rewrite(String batchId, long seen, Order order, int recipients, Rest rest) {
        String account = accounts.chosen(order.via()).id();
        return Locked.patiently(() -> tx.once(em -> SqlWork.on(connection -> {
            Optional<BatchLife.ActionResult> edited = BatchLife.edit(connection, batchId, seen);
            if (edited.equals(Optional.of(BatchLife.ActionResult.CHANGED))) {
                BatchLife.rewrite(connection, batchId, order.name(), order.from(), order.text(), account, recipients, order.category());
                rest.write(connection, batchId);
            }
            return edited;
        }).apply(em))).orElseThrow(Outbox::locked);
    }

    /**
     * From now on it is sent. Confirming what is confirmed changes nothing.
     * @param seen the version that the person saw
     * @throws ProblemException NOT_FOUND; SENDING_OFF; TOO_LATE where it was cancelled, or changed meanwhile
     */
    public void confirm(String batchId, long seen, String who) {
        Instant now = clock.instant();
        BatchLife.ActionResult result = Locked.patiently(() -> tx.write(em -> {
            Batch batch = Optional.ofNullable(em.find(Batch.class, batchId))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such draft. Begin anew."));
            return confirm(em, batch, seen, who, now);
        })).orElseThrow(Outbox::locked);
        if (result == BatchLife.ActionResult.TOO_LATE || result == BatchLife.ActionResult.EDITED) {
            throw new ProblemException(ProblemType.TOO_LATE, result == BatchLife.ActionResult.EDITED
                ? "This draft was changed after it was shown to you. Nothing was sent; look at it again."
                : "It was cancelled. Nothing was sent.");
        }
        if (result == BatchLife.ActionResult.CHANGED) {
            Batch batch = tx.read(em -> em.find(Batch.class, batchId));
            log.info("batch confirmed id={} gateway={} recipients={} by={}", batchId, batch.getAccount(), batch.getRecipientCount(), who);
            planner.begin(batchId, cut(accounts.find(batch.getAccount()).orElseThrow(), batch.getRecipientCount(), now), CHUNKS_AT_ONCE);
        }
    }

    private Optional<BatchLife.ActionResult> confirm(EntityManager em, Batch batch, long seen, String who, Instant now) {
        return SqlWork.on(connection -> {
            Optional<BatchLife.ActionResult> done = BatchLife.act(connection, batch.getId(), BatchLife.Action.CONFIRM, seen);
            if (done.equals(Optional.of(BatchLife.ActionResult.CHANGED))) {
                SendingAccount account = accounts.composedFor(batch.getAccount());
                if (!DraftTable.isComplete(connection, batch.getId(), batch.getRecipientCount())) {
                    throw new ProblemException(ProblemType.TOO_LATE, "Its recipients are still being copied. Try again in a moment.");
                }
                Cut cut = cut(account, batch.getRecipientCount(), now);
                deliveries.confirmed(connection, batch.getId(), account.id(), cut.at(), batch.getRecipientCount());
                planner.order(connection, batch.getId(), cut, batch.getRecipientCount(), who);
                DraftTable.forget(connection, batch.getId());
            }
            return done;
        }).apply(em);
    }

    private static ProblemException locked() {
        return new ProblemException(ProblemType.TOO_LATE, "Another server is changing it at this moment. Nothing was changed; try again.");
    }

    Optional<String> earlier(Idempotency once) {
        return once == null ? Optional.empty() : answers.earlier(once);
    }

    private static Cut cut(SendingAccount account, int recipients, Instant now) {
        return new Cut(account.account().channel(), account.sender().mostRecipients(), CallPlan.begin(now, recipients));
    }

    /** The rows beside the batch's own. */
    interface Rest {
        void write(Connection connection, String batchId) throws SQLException;
    }

    /** With an id made before: doing it again finds what an earlier try has committed. */
    private String store(Order order, int recipients, SendingAccount account, String createdBy, Idempotency once, BatchStatus status,
            Rest rest) {
        String id = ids.next();
        String creator = Text.cut(createdBy, LONGEST_CREATOR);
        try {
            tx.write(em -> {
                if (em.find(Batch.class, id) == null) {
                    em.persist(new Batch(id, order.name(), order.from(), order.text(), account.id(), recipients, clock.instant(), creator,
                        status, order.category()));
                    em.flush();
                    SqlWork.on(connection -> {
                        if (once != null) {
                            answers.keep(connection, once, id, clock.instant());
                        }
                        rest.write(connection, id);
                        return null;
                    }).apply(em);
                }
                return null;
            });
        } catch (IdempotencyKeys.Taken e) {
            return answers.earlier(once).orElseThrow(() -> e);
        }
        if (once != null) {
            answers.forgetSomeQuietly();
        }
        return id;
    }
}
