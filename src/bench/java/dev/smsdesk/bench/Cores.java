package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all cores have done so far, in hundredths of a second. Source: proc(5), the first line of stat.
 * @param taken not idle, be it that another machine had the core
 */
record Cores(long taken, long all) {

    static Cores now() throws IOException {
        long[] ticks = Arrays.stream(Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +")).skip(1).limit(8)
            .mapToLong(Long::parseLong).toArray();
        long all = Arrays.stream(ticks).sum();
        return new Cores(all - ticks[3] - ticks[4], all);   // idle, and idle for want of the disk
    }

    /** @return percent of all cores that went to something else than these ticks of ours */
    double othersSince(Cores before, long ours) {
        return 100.0 * Math.max(0, taken - before.taken - ours) / Math.max(1, all - before.all);
    }
}
