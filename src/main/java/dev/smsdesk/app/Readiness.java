package dev.smsdesk.app;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Whether the application can work, and if not, why: one sentence per fault, none of which shows a value. */
final class Readiness {
    static final List<String> STARTING = List.of("SMS Desk is starting.");
    private final AtomicReference<List<String>> faults = new AtomicReference<>(STARTING);
    private final Consumer<List<String>> published;
    private volatile boolean begun;

    /** @param published hears of every change, from any thread */
    Readiness(Consumer<List<String>> published) {
        this.published = published;
    }

    void ready() {
        begun = true;
        faults(List.of());
    }

    void faults(List<String> sentences) {
        faults.set(List.copyOf(sentences));
        published.accept(faults.get());
    }

    /** Empty when all is well. */
    List<String> faults() {
        return faults.get();
    }

    /** It was ready once: what receives can judge for itself whether it can keep a callback. */
    boolean hasBegun() {
        return begun;
    }
}
