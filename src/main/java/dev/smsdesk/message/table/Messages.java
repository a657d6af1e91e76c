package dev.smsdesk.message.table;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.Counters;
import dev.smsdesk.message.fold.ReportTable;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The queries of pages and API about batches and inbound messages. Growing lists are read in slices. */
public final class Messages {
    /** After every id that there is. */
    private static final String LAST = "~";
    private static final int STRAYS = 100;
    private static final List<SubmissionState> URGENCY = List.of(SubmissionState.UNSURE, SubmissionState.GIVEN_UP, SubmissionState.SENDING,
        SubmissionState.WAITING, SubmissionState.SENT);
    private final Tx tx;

    public Messages(Tx tx) {
        this.tx = tx;
    }

    /** Newest first. @param after id of the last batch already seen, or null */
    public Slice<Batch> batches(String after, int limit) {
        return tx.read(em -> Slice.of(em.createQuery("select b from Batch b where b.id < :after order by b.id desc", Batch.class)
            .setParameter("after", after == null ? LAST : after).setMaxResults(limit + 1).getResultList(), limit, Batch::getId));
    }

    public Optional<Batch> batch(String id) {
        return tx.read(em -> Optional.ofNullable(em.find(Batch.class, id)));
    }

    /** How many recipients stand where; states without any are absent. */
    public Map<DeliveryState, Long> counts(String batchId) {
        return countsOf(List.of(batchId)).getOrDefault(batchId, Map.of());
    }

    /** The same of several batches at once; a batch without recipients is absent. */
    public Map<String, Map<DeliveryState, Long>> countsOf(Collection<String> batchIds) {
        return tx.sql(connection -> {
            Map<String, Map<DeliveryState, Long>> counts = new HashMap<>();
            Rows.select(connection, row -> counts.computeIfAbsent(row.getString("batch_id"), id -> new TreeMap<>())
                    .put(Sql.word(row, "state", DeliveryState.class), row.getLong("many")),
                "select batch_id, state, sum(n) as many from batch_count where batch_id in ", " group by batch_id, state having sum(n) > 0",
                batchIds);
            return counts;
        });
    }

    /** How many of the recipients accepted since then stand where. @param time cut to the hour it is in */
    public Map<DeliveryState, Long> countsSince(Instant time) {
        return tx.sql(connection -> {
            Map<DeliveryState, Long> counts = new TreeMap<>();
            Sql.list(connection, row -> counts.put(Sql.word(row, "state", DeliveryState.class), row.getLong("many")),
                "select state, sum(n) as many from hour_count where accepted_in >= ? group by state having sum(n) > 0",
                Counters.hour(time));
            return counts;
        });
    }

    /**
     * The newest unsure submissions that wait for a person's decision, with their batches: those that Sinch does not have, and those that
     * were called before this time and did not resolve themselves since.
     */
    public List<Submission> undecided(Instant calledBefore, int limit) {
        return tx.read(em -> {
            List<String> ids = SqlWork.on(connection -> LookupTable.undecided(connection, calledBefore, limit)).apply(em);
            return ids.isEmpty() ? List.of()
                : em.createQuery("select s from Submission s join fetch s.batch where s.id in :ids order by s.id desc", Submission.class)
                .setParameter("ids", ids).getResultList();
        });
    }

    /** In the order they were composed in. */
    public Slice<Recipient> recipients(String batchId, String after, int limit) {
        return tx.read(em -> Slice.of(em.createQuery(
                "select r from Recipient r where r.batchId = :batch and r.id > :after order by r.id", Recipient.class)
            .setParameter("batch", batchId).setParameter("after", after == null ? "" : after)
            .setMaxResults(limit + 1).getResultList(), limit, Recipient::getId));
    }

    public Optional<Recipient> recipient(String id) {
        return tx.read(em -> Optional.ofNullable(em.find(Recipient.class, id)));
    }

    /** A recipient's timeline, in the order in which we learnt it; at most 1000. */
    public List<Report> reports(String recipientId) {
        return tx.read(em -> em.createQuery(
            "select p from Report p, Recipient r where r.id = :recipient and p.submissionId = r.submission.id "
            + "and p.recipientId = r.id order by p.receivedAt, p.id", Report.class)
            .setParameter("recipient", recipientId).setMaxResults(1000).getResultList());
    }

    /** Reports of a batch that speak of none of its recipients: numbers that are not in it first, then summaries; at most 100. */
    public List<Report> reportsWithoutRecipient(String batchId) {
        return tx.read(em -> {
            List<String> ids = SqlWork.on(connection -> ReportTable.strays(connection, batchId, STRAYS)).apply(em);
            return ids.isEmpty() ? List.of()
                : em.createQuery("select p from Report p where p.id in :ids order by case when p.digits is null then 1 else 0 end, p.id",
                Report.class).setParameter("ids", ids).getResultList();
        });
    }

    /**
     * Some of the calls that a batch was cut into.
     * @param some   those that need a person first, then those that are not over, at last the others
     * @param more   whether there are more than these
     * @param states in which any of the batch's calls are
     */
    public record Calls(List<Submission> some, boolean more, Set<SubmissionState> states) {}

    /** As many queries as there are states, each for few rows. */
    public Calls calls(String batchId, int limit) {
        return tx.read(em -> {
            List<Submission> found = new ArrayList<>();
            Set<SubmissionState> states = EnumSet.noneOf(SubmissionState.class);
            for (SubmissionState state : URGENCY) {
                List<Submission> calls = em.createQuery("select s from Submission s where s.batch.id = :batch and s.state = :state order "
                    + "by s.nextAttemptAt, s.id", Submission.class)
                    .setParameter("batch", batchId).setParameter("state", state).setMaxResults(Math.max(1, limit + 1 - found.size()))
                    .getResultList();
                if (!calls.isEmpty()) {
                    states.add(state);
                }
                found.addAll(calls);
            }
            // a state may change between two queries
            return new Calls(found.stream().distinct().limit(limit).toList(), found.size() > limit, states);
        });
    }

    /** One call of a batch. */
    public Optional<Submission> call(String batchId, String submissionId) {
        return tx.read(em -> Optional.ofNullable(em.find(Submission.class, submissionId))
            .filter(call -> call.getBatch().getId().equals(batchId)));
    }

    /** Under which ids Sinch knows these submissions; two ids of one, where it was sent twice. */
    public List<ProviderRef> providerRefs(Collection<Submission> submissions) {
        return submissions.isEmpty() ? List.of()
            : tx.read(em -> em.createQuery("select p from ProviderRef p where p.submission.id in :ids order by p.providerId",
            ProviderRef.class).setParameter("ids", submissions.stream().map(Submission::getId).toList()).getResultList());
    }

    /** By the time at which they came here, newest first: several appliers give ids in another order. */
    public Slice<Inbound> inbounds(String after, int limit) {
        return tx.read(em -> {
            Inbound last = after == null ? null : em.find(Inbound.class, after);
            TypedQuery<Inbound> query = last == null ? em.createQuery("select i from Inbound i order by i.receivedAt desc, i.id desc",
                Inbound.class)
                : em.createQuery("select i from Inbound i where i.receivedAt <= :at and (i.receivedAt < :at or i.id < :after) order by "
                + "i.receivedAt desc, i.id desc",
                    Inbound.class).setParameter("at", last.getReceivedAt()).setParameter("after", after);
            return Slice.of(query.setMaxResults(limit + 1).getResultList(), limit, Inbound::getId);
        });
    }

    /** Those of them whose id at Sinch another message has too. @return their ids */
    public Set<String> withTheSameProviderId(Collection<Inbound> inbounds) {
        return inbounds.isEmpty() ? Set.of()
            : tx.read(em -> Set.copyOf(em.createQuery("select i.id from Inbound i where i.id in :ids and exists "
            + "(select o.id from Inbound o where o.channel = i.channel and o.providerId = i.providerId and o.id <> i.id)", String.class)
            .setParameter("ids", inbounds.stream().map(Inbound::getId).toList()).getResultList()));
    }
}
