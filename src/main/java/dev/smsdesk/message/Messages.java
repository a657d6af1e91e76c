package dev.smsdesk.message;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Tx;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What pages and API read of batches and inbound messages. Everything that grows is read in slices. */
public final class Messages {
    /** After every id that there is. */
    private static final String LAST = "~";
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
        return tx.read(em -> {
            Map<DeliveryState, Long> counts = new TreeMap<>();
            em.createQuery("select r.state, count(r) from Recipient r where r.batchId = :batch group by r.state", Object[].class)
                .setParameter("batch", batchId).getResultList().forEach(row -> counts.put((DeliveryState) row[0], (Long) row[1]));
            return counts;
        });
    }

    /** The same of several batches at once; a batch without recipients is absent. */
    public Map<String, Map<DeliveryState, Long>> countsOf(Collection<String> batchIds) {
        if (batchIds.isEmpty()) {
            return Map.of();
        }
        return tx.read(em -> {
            Map<String, Map<DeliveryState, Long>> counts = new HashMap<>();
            em.createQuery("select r.batchId, r.state, count(r) from Recipient r where r.batchId in :batches group by r.batchId, r.state", Object[].class)
                .setParameter("batches", batchIds).getResultList()
                .forEach(row -> counts.computeIfAbsent((String) row[0], id -> new TreeMap<>()).put((DeliveryState) row[1], (Long) row[2]));
            return counts;
        });
    }

    /** How many of the recipients composed since then stand where. */
    public Map<DeliveryState, Long> countsSince(Instant time) {
        return tx.read(em -> {
            Map<DeliveryState, Long> counts = new TreeMap<>();
            em.createQuery("select r.state, count(r) from Recipient r where r.id >= :first group by r.state", Object[].class)
                .setParameter("first", Ids.firstAt(time)).getResultList().forEach(row -> counts.put((DeliveryState) row[0], (Long) row[1]));
            return counts;
        });
    }

    /** The newest submissions that wait for a person's decision, with their batches. */
    public List<Submission> unsure(int limit) {
        return tx.read(em -> em.createQuery("select s from Submission s join fetch s.batch where s.state = :unsure order by s.id desc", Submission.class)
            .setParameter("unsure", SubmissionState.UNSURE).setMaxResults(limit).getResultList());
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
        return tx.read(em -> em.createQuery("select p from Report p, Recipient r where r.id = :recipient and p.submissionId = r.submission.id "
            + "and p.recipientId = r.id order by p.receivedAt, p.id", Report.class)
            .setParameter("recipient", recipientId).setMaxResults(1000).getResultList());
    }

    /** Reports of a batch that speak of none of its recipients: numbers that are not in it first, then summaries; at most 100. */
    public List<Report> reportsWithoutRecipient(String batchId) {
        return tx.read(em -> em.createQuery("select p from Report p, Submission s where s.batch.id = :batch and p.submissionId = s.id "
            + "and p.recipientId is null order by case when p.digits is null then 1 else 0 end, p.id", Report.class).setParameter("batch", batchId).setMaxResults(100).getResultList());
    }

    /** The calls that a batch was cut into. */
    public List<Submission> submissions(String batchId) {
        return tx.read(em -> em.createQuery("select s from Submission s where s.batch.id = :batch order by s.id", Submission.class)
            .setParameter("batch", batchId).getResultList());
    }

    /** Under which ids Sinch knows the batch, with their submissions; more than submissions, where one was sent twice. */
    public List<ProviderRef> providerRefs(String batchId) {
        return tx.read(em -> em.createQuery("select p from ProviderRef p join fetch p.submission where p.submission.batch.id = :batch order by p.providerId", ProviderRef.class)
            .setParameter("batch", batchId).getResultList());
    }

    /** By the time at which they came here, newest first: several appliers give ids in another order. */
    public Slice<Inbound> inbounds(String after, int limit) {
        return tx.read(em -> {
            Inbound last = after == null ? null : em.find(Inbound.class, after);
            TypedQuery<Inbound> query = last == null ? em.createQuery("select i from Inbound i order by i.receivedAt desc, i.id desc", Inbound.class)
                : em.createQuery("select i from Inbound i where i.receivedAt <= :at and (i.receivedAt < :at or i.id < :after) order by i.receivedAt desc, i.id desc",
                    Inbound.class).setParameter("at", last.getReceivedAt()).setParameter("after", after);
            return Slice.of(query.setMaxResults(limit + 1).getResultList(), limit, Inbound::getId);
        });
    }

    /** Those of them whose id at Sinch another message has too. @return their ids */
    public Set<String> withTheSameProviderId(Collection<Inbound> inbounds) {
        return inbounds.isEmpty() ? Set.of() : tx.read(em -> Set.copyOf(em.createQuery("select i.id from Inbound i where i.id in :ids and exists "
            + "(select o.id from Inbound o where o.channel = i.channel and o.providerId = i.providerId and o.id <> i.id)", String.class)
            .setParameter("ids", inbounds.stream().map(Inbound::getId).toList()).getResultList()));
    }
}
