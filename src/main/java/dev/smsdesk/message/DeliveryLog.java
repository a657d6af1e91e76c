package dev.smsdesk.message;

import dev.smsdesk.store.Ids;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The only way by which a state changes: events become reports, reports are folded into recipients. Runs inside the caller's
 * transaction and holds the submission's row lock till its end, so no two nodes fold the same recipients at once.
 */
public final class DeliveryLog {
    private static final int IN_LIST = 500;
    private final Ids ids;
    private final Clock clock;

    public DeliveryLog(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** The submission with its row locked, or null. Whoever appends to several takes them in the order of their ids. */
    public static Submission locked(EntityManager em, String submissionId) {
        return em.find(Submission.class, submissionId, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Keeps what is new of these events and folds it.
     * @param submission locked, see {@link #locked}
     * @return the digits that are none of the submission's recipients: kept as reports, flagged, no recipient invented
     */
    public Set<String> append(EntityManager em, Submission submission, Collection<DeliveryEvent> events) {
        Map<String, DeliveryEvent> fresh = new LinkedHashMap<>();
        events.forEach(event -> fresh.putIfAbsent(event.identity(submission), event));
        for (Object[] known : known(em, fresh.keySet())) {
            confirm(em, submission, fresh.remove((String) known[0]), (ReportSource) known[1]);
        }
        Map<String, Recipient> recipients = recipients(em, submission, fresh.values());
        Instant now = clock.instant();
        Set<String> strangers = new HashSet<>();
        for (DeliveryEvent event : fresh.values()) {
            Recipient recipient = recipients.get(event.digits());
            Report report = new Report(ids.next(), submission, recipient, event, now);
            em.persist(report);
            if (recipient != null) {
                recipient.apply(report);
            } else if (event.digits() != null) {
                strangers.add(event.digits());
            }
        }
        return strangers;
    }

    /** The same word about every recipient of the submission. */
    public void appendForAll(EntityManager em, Submission submission, Function<Recipient, DeliveryEvent> word) {
        List<Recipient> all = em.createQuery("select r from Recipient r where r.submission = :submission", Recipient.class)
            .setParameter("submission", submission).getResultList();
        append(em, submission, all.stream().map(word).toList());
    }

    /** Identity and source of those that are kept already. */
    private static List<Object[]> known(EntityManager em, Collection<String> identities) {
        List<Object[]> known = new ArrayList<>();
        for (List<String> some : chunks(identities)) {
            known.addAll(em.createQuery("select p.identity, p.source from Report p where p.identity in :some", Object[].class)
                .setParameter("some", some).getResultList());
        }
        return known;
    }

    /** What Sinch said when asked came by callback after all: one report still, which from now on names its callback. */
    private static void confirm(EntityManager em, Submission submission, DeliveryEvent again, ReportSource kept) {
        if (kept == ReportSource.POLL && again.source() == ReportSource.CALLBACK) {
            em.createQuery("update Report p set p.callbackId = :callback where p.identity = :identity and p.callbackId is null")
                .setParameter("callback", again.callbackId()).setParameter("identity", again.identity(submission)).executeUpdate();
        }
    }

    private static Map<String, Recipient> recipients(EntityManager em, Submission submission, Collection<DeliveryEvent> events) {
        Set<String> digits = events.stream().map(DeliveryEvent::digits).filter(d -> d != null).collect(Collectors.toSet());
        Map<String, Recipient> found = new HashMap<>();
        for (List<String> some : chunks(digits)) {
            em.createQuery("select r from Recipient r where r.submission = :submission and r.digits in :some", Recipient.class)
                .setParameter("submission", submission).setParameter("some", some).getResultList()
                .forEach(r -> found.put(r.getDigits(), r));
        }
        return found;
    }

    private static List<List<String>> chunks(Collection<String> all) {
        List<String> list = List.copyOf(all);
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += IN_LIST) {
            chunks.add(list.subList(from, Math.min(list.size(), from + IN_LIST)));
        }
        return chunks;
    }
}
