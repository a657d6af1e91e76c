package dev.smsdesk.apply;

import dev.smsdesk.message.Family;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.Callback;
import dev.smsdesk.store.Ids;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the submission that a callback speaks of: by the id Sinch gave it, else by the reference that we sent along. Lives for one transaction. */
final class Matching {
    private final EntityManager em;
    private final Map<ProviderRef.Key, String> found = new HashMap<>();

    Matching(EntityManager em) {
        this.em = em;
    }

    /** @return the submission's id, or null when nothing of ours is known under either name (yet) */
    String submissionOf(Family family, Callback.Reports reports) {
        return found.computeIfAbsent(new ProviderRef.Key(family, reports.providerId()), key -> lookUp(key, reports.reference()));
    }

    private String lookUp(ProviderRef.Key key, String reference) {
        List<String> byProviderId = em.createQuery(
                "select p.submission.id from ProviderRef p where p.family = :family and p.providerId = :id", String.class)
            .setParameter("family", key.family).setParameter("id", key.providerId).getResultList();
        if (!byProviderId.isEmpty()) {
            return byProviderId.get(0);
        }
        if (!Ids.isId(reference)) {
            return null;
        }
        return em.createQuery("select s.id from Submission s where s.id = :id and s.family = :family", String.class)
            .setParameter("id", reference).setParameter("family", key.family).getResultStream().findFirst().orElse(null);
    }

    /** Sinch speaks of it, so Sinch has it: it must not be sent again, whatever the answer to sending was. */
    void link(Submission locked, String providerId) {
        if (em.find(ProviderRef.class, new ProviderRef.Key(locked.getFamily(), providerId)) == null) {
            em.persist(new ProviderRef(providerId, locked));
        }
        if (locked.getState() != SubmissionState.SENT) {
            locked.sent();
        }
    }
}
