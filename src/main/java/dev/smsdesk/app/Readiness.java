package dev.smsdesk.app;

import dev.smsdesk.store.Background;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether the application can work, and if not, why: one sentence per fault, none of which shows a value. */
final class Readiness {
    static final List<String> STARTING = List.of("SMS Desk is starting.");
    static final List<String> SILENT = List.of("The database does not answer. It is tried again until it does.");
    private static final Duration HOLDS = Duration.ofSeconds(6);
    private final AtomicReference<List<String>> faults = new AtomicReference<>(STARTING);
    private final Consumer<List<String>> published;
    private volatile List<String> failed = List.of();
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

    /** A heartbeat: the state counts as healthy for {@link #HOLDS}, then expires. */
    void ready() {
        begun = true;
        wellAt = System.nanoTime();
        faults(List.of());
    }

    /**
     * Holds until the next deployment: a part of the application could not be set up. The reason is in the container's log, because the own
     * logger may be missing.
     */
    void failed(Throwable cause, ServletContext context) {
        context.log("SMS Desk does not start", cause);
        failed = List.of(sentence(cause));
        published.accept(failed);
    }

    void faults(List<String> sentences) {
        faults.set(List.copyOf(sentences));
        published.accept(faults.get());
    }

    /** Empty when all is well. */
    List<String> faults() {
        List<String> known = failed.isEmpty() ? faults.get() : failed;
        return known.isEmpty() && System.nanoTime() - wellAt > HOLDS.toNanos() ? SILENT : known;
    }

    /**
     * What balancers ask: pages may work where callbacks are not kept or a thread of the application has ended; Sinch is better served
     * elsewhere.
     */
    boolean isReady() {
        return faults().isEmpty() && keepsCallbacks.getAsBoolean() && Background.ended().isEmpty();
    }

    /** One sentence for people about a failed start. */
    static String sentence(Throwable cause) {
        if (cause instanceof IllegalStateException && cause.getCause() == null) {
            return cause.getMessage();
        }
        boolean missing = Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
            .anyMatch(e -> e instanceof LinkageError || e instanceof ServiceConfigurationError);
        return missing ? "SMS Desk could not start: a library is missing or does not fit this server. Deploy the WAR again; the log names "
            + "the class."
            : "SMS Desk could not start. The log says why.";
    }

    /** It was ready once: what receives can judge for itself whether it can keep a callback. */
    boolean hasBegun() {
        return begun && failed.isEmpty();
    }
}
