package dev.smsdesk.bench;

import java.util.Map;

/**
 * One load on one variant. CPU is in microseconds a request, of all threads; the database's is 0 where it runs elsewhere.
 * @param refused statuses but 200, and how often; 0 is no answer
 * @param applied null where nothing is applied
 * @param othersCpu percent of all cores that went elsewhere meanwhile
 */
record Figures(String variant, int connections, int round, double accepted, double p50, double p99, double serverCpu, double databaseCpu,
               double generatorCpu, Map<Integer, Integer> refused, Applied applied, double othersCpu) {

    /** What could be taken for ever: for whom nothing remains to be done, what it accepted. */
    double sustained() {
        return applied == null ? accepted : applied.sustained();
    }

    int refusals() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        String line = String.format("%-6s %3d connections, round %d: %8.0f accepted/s  p50 %6.2f  p99 %6.2f ms"
                + "  CPU us: server %4.0f  db %4.0f  load %4.1f  (others had %2.0f %% of the cores)",
            variant, connections, round, accepted, p50, p99, serverCpu, databaseCpu, generatorCpu, othersCpu);
        if (applied != null) {
            line += String.format("%n       applied under it %.0f/s, ", applied.whileLoaded())
                + (Double.isNaN(applied.draining()) ? "which kept pace"
                : String.format("afterwards %.0f/s, left %d", applied.draining(), applied.left()))
                + String.format("; sustained %.0f/s", applied.sustained());
        }
        return refused.isEmpty() ? line : line + String.format("%n       answers but 200: %s", refused);
    }
}
