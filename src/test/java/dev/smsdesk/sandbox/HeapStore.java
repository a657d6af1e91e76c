package dev.smsdesk.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** What app keeps in its database, here on the heap. */
class HeapStore implements SandboxStore {
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final Map<String, String> taken = new ConcurrentHashMap<>();
    private final NavigableMap<String, Text> texts = new ConcurrentSkipListMap<>();

    private record Text(Instant at, String json) {}

    @Override
    public void keep(String batchId, String json) {
        kept.put(batchId, json);
        taken.put(batchId, json);
    }

    @Override
    public void finished(String batchId) {
        kept.remove(batchId);
    }

    @Override
    public List<String> unfinished() {
        return kept.keySet().stream().sorted().toList();
    }

    String json(String batchId) {
        return kept.get(batchId);
    }

    @Override
    public Optional<String> batch(String batchId) {
        return Optional.ofNullable(taken.get(batchId));
    }

    @Override
    public void keepInbound(String id, Instant receivedAt, String json) {
        texts.put(id, new Text(receivedAt, json));
    }

    @Override
    public int countInbounds(Instant from, Instant until) {
        return (int) within(from, until).count();
    }

    @Override
    public List<String> inbounds(Instant from, Instant until, int skip, int limit) {
        return within(from, until).skip(skip).limit(limit).map(Text::json).toList();
    }

    private Stream<Text> within(Instant from, Instant until) {
        return texts.descendingMap().values().stream().filter(text -> !text.at().isBefore(from) && text.at().isBefore(until));
    }
}
