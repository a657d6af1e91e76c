package dev.smsdesk.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts as percent of their sum. */
final class Shares {
    private Shares() {}

    /** @return the largest first, at most so many, none below that percentage */
    static Map<String, Double> of(Map<String, Long> counts, double fromPercent, int atMost) {
        double all = Math.max(1, counts.values().stream().mapToLong(Long::longValue).sum());
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(atMost)
            .filter(count -> 100 * count.getValue() / all >= fromPercent)
            .forEach(count -> shares.put(count.getKey(), 100 * count.getValue() / all));
        return shares;
    }
}
