package dev.smsdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * CPU time that a process has taken, all its threads, in hundredths of a second. Source: proc(5), stat fields 14 and 15.
 */
record Cpu(long ticks) {
    private static final double TICK_MICROS = 10_000;

    static Cpu ofTree(long pid) {
        LongStream children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).mapToLong(ProcessHandle::pid);
        return new Cpu(LongStream.concat(LongStream.of(pid), children).map(one -> of(one).ticks).sum());
    }

    static Cpu of(long pid) {
        return new Cpu(ticks(Path.of("/proc/" + pid + "/stat")));
    }

    /** @return user and system time of a process or a thread, 0 when it is gone */
    static long ticks(Path stat) {
        try {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw new UncheckedIOException(e);
            }
            return 0;
        }
    }

    Cpu since(Cpu before) {
        return new Cpu(ticks - before.ticks);
    }

    /** @return microseconds for each of so many requests */
    double micros(int requests) {
        return ticks * TICK_MICROS / Math.max(1, requests);
    }
}
