package dev.smsdesk.sandbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What app keeps in its database, here on the heap. */
public class HeapStore implements SandboxStore {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();

    @Override
    public void put(Entry entry) {
        entries.put(entry.id(), entry);
        if (!entry.kind().isOutbound()) {
            finished.add(entry.id());
        }
    }

    @Override
    public void remove(String id) {
        entries.remove(id);
    }

    @Override
    public void finished(String id) {
        finished.add(id);
    }

    @Override
    public List<Unfinished> unfinished() {
        return entries.values().stream().filter(entry -> !finished.contains(entry.id())).sorted(Comparator.comparing(Entry::id))
            .map(entry -> new Unfinished(entry.kind(), entry.id())).toList();
    }

    @Override
    public Optional<String> json(Kind kind, String id) {
        return Optional.ofNullable(entries.get(id)).filter(entry -> entry.kind() == kind).map(Entry::json);
    }

    @Override
    public int count(Query query) {
        return (int) matching(query).count();
    }

    @Override
    public List<String> list(Query query, int skip, int limit) {
        return matching(query).sorted(Comparator.comparing(Entry::createdAt).thenComparing(Entry::id).reversed()).skip(skip).limit(limit)
            .map(Entry::json).toList();
    }

    private Stream<Entry> matching(Query query) {
        return entries.values().stream().filter(entry -> query.kinds().contains(entry.kind())
            && within(entry.createdAt(), query.from(), query.until()))
            .filter(entry -> query.numbers().isEmpty() || query.numbers().contains(String.valueOf(entry.number())))
            .filter(entry -> query.reference() == null || query.reference().equals(entry.reference()));
    }

    private static boolean within(Instant time, Instant from, Instant until) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    @Override
    public List<String> batchesDue(Instant from, Instant until, int skip, int limit) {
        return entries.values().stream().filter(entry -> entry.kind() == Kind.BATCH && within(entry.dueAt(), from, until))
            .sorted(Comparator.comparing(Entry::dueAt).thenComparing(Entry::id)).skip(skip).limit(limit).map(Entry::json).toList();
    }

    private record Called(Kind kind, String reference) {}

    @Override
    public List<AcceptedReference> accepted(String reference, int skip, int limit) {
        Map<Called, Long> calls = entries.values().stream().filter(entry -> entry.kind().isOutbound())
            .filter(entry -> reference == null || Objects.equals(reference, entry.reference()))
            .collect(Collectors.groupingBy(entry -> new Called(entry.kind(), entry.reference()), Collectors.counting()));
        return calls.entrySet().stream().map(one -> new AcceptedReference(one.getKey().kind(), one.getKey().reference(),
            one.getValue().intValue()))
            .sorted(Comparator.comparing(one -> String.valueOf(one.reference()))).skip(skip).limit(limit).toList();
    }
}
