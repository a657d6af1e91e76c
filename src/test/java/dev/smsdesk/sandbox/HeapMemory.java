package dev.smsdesk.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What app keeps in its database, here on the heap. */
class HeapMemory implements SandboxMemory {
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    @Override
    public void keep(String batchId, String json) {
        kept.put(batchId, json);
    }

    @Override
    public void finished(String batchId) {
        kept.remove(batchId);
    }

    @Override
    public Map<String, String> unfinished() {
        return Map.copyOf(kept);
    }
}
