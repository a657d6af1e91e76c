package dev.smsdesk.metrics;

import dev.smsdesk.message.Family;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** All meters of this node. What is counted elsewhere is counted into {@link #meters()}; what the tables say is asked for when somebody scrapes. */
public final class Figures implements AutoCloseable {
    private static final String FAMILY = "family";
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Figures() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    public MeterRegistry meters() {
        return registry;
    }

    /** Once. A figure that cannot be had, as the database does not answer, is NaN. */
    public void follow(CallbackHealth callbacks) {
        for (Family family : Family.values()) {
            gauge(callbacks, "smsdesk.callbacks.last.age", "Since the last genuine callback; NaN before the first", "seconds", Tags.of(FAMILY, family.word()),
                health -> age(health.at(), health.paths().get(family.ordinal()).last()));
        }
        heap(callbacks, "pending", Health::pending);
        heap(callbacks, "parked", Health::parked);
        heap(callbacks, "shelved", Health::shelved);
        gauge(callbacks, "smsdesk.callbacks.clock.skew", "Median of arrival minus signature time in the last hour; NaN where too few came", "seconds", Tags.empty(),
            health -> health.clock() == null ? Double.NaN : seconds(health.clock().median()));
        gauge(callbacks, "smsdesk.callbacks.silent", "1 where messages went out and no callback has come since", null, Tags.empty(), health -> health.silence().silent() ? 1 : 0);
        gauge(callbacks, "smsdesk.callbacks.unanswered", "Messages that should have led to a callback since the last one, counted up to the alarm's limit", null, Tags.empty(),
            health -> (double) health.silence().unanswered());
        gauge(callbacks, "smsdesk.never.came", "Recipients whose callback never came, up to 10 000", null, Tags.of("known", "yes"), health -> (double) health.answered());
        gauge(callbacks, "smsdesk.never.came", "Recipients whose callback never came, up to 10 000", null, Tags.of("known", "no"), health -> (double) health.open());
        gauge(callbacks, "smsdesk.reconcile.overdue", "Questions to Sinch whose time has come, up to 10 000", null, Tags.empty(), health -> (double) health.overdue());
        gauge(callbacks, "smsdesk.reconcile.stopped", "1 where Sinch is not asked, as it refuses the credentials", null, Tags.empty(), health -> health.stopped() == null ? 0 : 1);
    }

    private void heap(CallbackHealth callbacks, String state, Function<Health, Health.Heap> heap) {
        gauge(callbacks, "smsdesk.callbacks.kept", "Callbacks in a state, up to 10 000", null, Tags.of("state", state), health -> (double) heap.apply(health).count());
        gauge(callbacks, "smsdesk.callbacks.kept.oldest.age", "Age of the oldest callback in a state; NaN where there is none", "seconds", Tags.of("state", state),
            health -> age(health.at(), heap.apply(health).oldest()));
    }

    private void gauge(CallbackHealth callbacks, String name, String says, String unit, Tags tags, Function<Health, ? extends Number> figure) {
        Gauge.builder(name, callbacks, source -> figure.apply(source.now()).doubleValue()).description(says).baseUnit(unit).tags(tags).strongReference(true).register(registry);
    }

    private static double age(Instant now, Instant then) {
        return then == null ? Double.NaN : seconds(Duration.between(then, now));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Prometheus' text format, version 0.0.4. */
    String scrape() {
        return registry.scrape();
    }

    /**
     * Figures are forgotten as well: Flyway remembers the pool, the pool this registry, and its gauges would lead on to an HTTP client, whose
     * thread ends only once nobody can reach it, and until then holds the whole application.
     */
    @Override
    public void close() {
        collections.close();
        registry.clear();
        registry.close();
    }
}
