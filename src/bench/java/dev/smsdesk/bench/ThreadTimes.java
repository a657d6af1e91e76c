package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CPU ticks of a process's threads by name, numbers left out: pools come together. */
record ThreadTimes(Map<String, Long> ticks) {

    static ThreadTimes of(long pid) throws IOException {
        Map<String, Long> ticks = new HashMap<>();
        List<Path> threads;
        try (var found = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads = found.toList();
        }
        for (Path thread : threads) {
            ticks.merge(name(thread), Cpu.ticks(thread.resolve("stat")), Long::sum);
        }
        return new ThreadTimes(ticks);
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip().replaceAll("[#-]?\\d+$", "");
        } catch (IOException e) {
            return "ended meanwhile";
        }
    }

    /** @return percent of all that was used since, the largest first, from 0.5 */
    Map<String, Double> sharesSince(ThreadTimes before) {
        Map<String, Long> used = new HashMap<>();
        ticks.forEach((name, now) -> used.put(name, Math.max(0, now - before.ticks.getOrDefault(name, 0L))));
        return Shares.of(used, 0.5, Integer.MAX_VALUE);
    }
}
