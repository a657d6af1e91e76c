package dev.smsdesk.bench;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives in a server's heap after a full collection, with any collector. */
record Heap(long kibibytes) {
    private static final long TARGET_KIBIBYTES = 96 << 10;
    private static final Pattern PART = Pattern.compile("(?m)^.*(?:heap|generation|Gen)\\s+total \\d+K, used (\\d+)K");

    static Heap of(long pid) throws IOException, InterruptedException {
        Machine.output(Machine.jdk("jcmd"), Long.toString(pid), "GC.run");
        Matcher part = PART.matcher(Machine.output(Machine.jdk("jcmd"), Long.toString(pid), "GC.heap_info"));
        long used = 0;
        while (part.find()) {
            used += Long.parseLong(part.group(1));
        }
        if (used == 0) {
            throw new IllegalStateException("jcmd does not tell what is used of the heap");
        }
        return new Heap(used);
    }

    String verdict(long callbacks) {
        return String.format("Heap after a full collection, after %d callbacks: %.1f MiB, to be < %d: %s", callbacks, kibibytes / 1024.0,
            TARGET_KIBIBYTES >> 10, kibibytes < TARGET_KIBIBYTES ? "met" : "MISSED");
    }
}
