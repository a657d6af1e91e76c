package dev.smsdesk.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Whether the application can work, and if not, why: one sentence per fault, none of which shows a value. */
final class Readiness {
    static final List<String> STARTING = List.of("SMS Desk is starting.");
    static final List<String> SILENT = List.of("The database does not answer. It is tried again until it does.");
    private static final Duration HOLDS = Duration.ofSeconds(6);
    private final AtomicReference<List<String>> faults = new AtomicReference<>(STARTING);
    private final Consumer<List<String>> published;
    private volatile boolean begun;
    private volatile long wellAt;
    private volatile BooleanSupplier keepsCallbacks = () -> true;

    /** @param published hears of every change, from any thread */
    Readiness(Consumer<List<String>> published) {
        this.published = published;
    }

    void watch(BooleanSupplier keepsCallbacks) {
        this.keepsCallbacks = keepsCallbacks;
    }

    /** All is well, for now: who says nothing more for {@link #HOLDS} is not well, whatever holds him up. */
    void ready() {
        begun = true;
        wellAt = System.nanoTime();
        faults(List.of());
    }

    void faults(List<String> sentences) {
        faults.set(List.copyOf(sentences));
        published.accept(faults.get());
    }

    /** Empty when all is well. */
    List<String> faults() {
        List<String> known = faults.get();
        return known.isEmpty() && System.nanoTime() - wellAt > HOLDS.toNanos() ? SILENT : known;
    }

    /** What balancers ask: pages may work where callbacks are not kept, and Sinch is better off elsewhere. */
    boolean isReady() {
        return faults().isEmpty() && keepsCallbacks.getAsBoolean();
    }

    /** It was ready once: what receives can judge for itself whether it can keep a callback. */
    boolean hasBegun() {
        return begun;
    }
}
