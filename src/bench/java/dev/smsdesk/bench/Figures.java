package dev.smsdesk.bench;

import java.util.Map;

/**
 * One load on one variant. CPU is in microseconds a request, of all threads; the database's is 0 where it runs elsewhere.
 * @param others statuses but 200, and how often; 0 is no answer
 * @param applied null where nothing is applied
 */
record Figures(String variant, int connections, int round, double accepted, double p50, double p99, double serverCpu, double databaseCpu,
               double generatorCpu, Map<Integer, Integer> others, Applied applied, String loadAverage) {

    @Override
    public String toString() {
        String line = String.format("%-6s %3d connections, round %d: %8.0f accepted/s  p50 %6.2f  p99 %6.2f ms  CPU us: server %4.0f  database %4.0f  generator %4.1f  load %s",
            variant, connections, round, accepted, p50, p99, serverCpu, databaseCpu, generatorCpu, loadAverage);
        if (applied != null) {
            line += String.format("%n       applied meanwhile %.0f/s, afterwards %.0f/s, left %d", applied.whileLoaded(), applied.draining(), applied.left());
        }
        return others.isEmpty() ? line : line + String.format("%n       answers but 200: %s", others);
    }
}
