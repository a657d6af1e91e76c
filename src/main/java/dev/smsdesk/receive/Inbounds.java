package dev.smsdesk.receive;

import dev.smsdesk.message.Inbound;
import dev.smsdesk.sinch.Callback;
import dev.smsdesk.store.Ids;
import jakarta.persistence.EntityManager;

/** Keeps inbound messages, each once: Sinch's id tells a repeat. */
final class Inbounds {
    private final Ids ids;

    Inbounds(Ids ids) {
        this.ids = ids;
    }

    void keep(EntityManager em, Kept callback, Callback.Inbound said) {
        boolean known = !em.createQuery("select i.id from Inbound i where i.family = :family and i.providerId = :id", String.class)
            .setParameter("family", callback.family()).setParameter("id", said.id()).getResultList().isEmpty();
        if (known) {
            em.createQuery("update Inbound i set i.callbackId = :callback where i.family = :family and i.providerId = :id and i.callbackId is null")
                .setParameter("callback", callback.id()).setParameter("family", callback.family()).setParameter("id", said.id()).executeUpdate();
            return;   // asked for before: it came by callback after all
        }
        em.persist(new Inbound(ids.next(), callback.family(), new Inbound.Content(said.id(), said.from(), said.to(), said.text(),
            said.sentAt(), said.receivedAt(), said.reference()), callback.receivedAt(), callback.id()));
        em.flush();   // so that the same message twice in one transaction is seen above
    }
}
