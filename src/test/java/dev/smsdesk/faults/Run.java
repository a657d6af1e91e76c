package dev.smsdesk.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long this run may take: short in every {@code mvn verify}, long in {@code -Pfaults}. */
final class Run {
    static final boolean LONG = System.getProperty("smsdesk.faults", "short").equals("long");

    /** For a JVM that is killed before its second compiler pays: it starts with half the CPU time. */
    static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";
    static final String ONE_COLLECTOR = "-XX:+UseSerialGC";

    private Run() {}

    static <T> T length(T brief, T full) {
        return LONG ? full : brief;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return whether it came true within this time */
    static boolean comesTrue(Duration within, BooleanSupplier condition) {
        for (long end = System.nanoTime() + within.toNanos(); System.nanoTime() < end; pause(Duration.ofMillis(100))) {
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
