package dev.smsdesk.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the sandbox accepted and posted, kept so that a restart loses no callback. Thread-safe; throws when it fails. */
public interface SandboxStore {

    /** What an entry is. Callbacks follow from the outbound ones. */
    enum Kind {
        BATCH, SMS_INBOUND, MESSAGE, INBOUND, DISPATCH_MESSAGE, DISPATCH_INBOUND, WEBHOOK, APP;

        public boolean isOutbound() {
            return this == BATCH || this == MESSAGE || this == DISPATCH_MESSAGE;
        }
    }

    /**
     * @param id        unique among all kinds
     * @param dueAt     when it is sent; as createdAt where that is at once
     * @param number    what lists filter by: a batch's sender, an inbound text's receiver, a message's recipient; may be null
     * @param reference the caller's own, or null
     */
    record Entry(Kind kind, String id, Instant createdAt, Instant dueAt, String number, String reference, String json) {}

    /** An entry whose callbacks are not all through. */
    record Unfinished(Kind kind, String id) {}

    /**
     * Which entries a list shows, newest first.
     * @param from      inclusive; {@code until} exclusive
     * @param numbers   only these; empty for all
     * @param reference only this one; null for all
     */
    record Query(Set<Kind> kinds, Instant from, Instant until, Set<String> numbers, String reference) {}

    /** How many calls were accepted with one reference; null for calls without any. */
    record AcceptedReference(Kind kind, String reference, int calls) {}

    /** Returns once the entry will outlast the process; one with this id is replaced. */
    void put(Entry entry);

    void remove(String id);

    /** All its callbacks are through; an unknown id is no error. */
    void finished(String id);

    /** Oldest first. */
    List<Unfinished> unfinished();

    Optional<String> json(Kind kind, String id);

    int count(Query query);

    List<String> list(Query query, int skip, int limit);

    /** Of batches that are sent in this time, soonest first. */
    List<String> batchesDue(Instant from, Instant until, int skip, int limit);

    /** Ordered by reference. @param reference null for all */
    List<AcceptedReference> accepted(String reference, int skip, int limit);
}
