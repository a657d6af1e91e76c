package dev.smsdesk.metrics;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Fault;
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
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All meters of this node. Counters live in {@link #meters()}; figures from the tables are read during a scrape. */
public final class Figures implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Figures.class);
    private static final String CHANNEL = "family";
    /** Micrometer writes 0 if nothing was measured within the window, which would read as an answer time of zero. */
    private static final Pattern NOTHING_MEASURED =
        Pattern.compile("(?m)^(smsdesk_callbacks_ack_seconds(?:_max|\\{quantile=\"[^\"]*\"})) 0\\.0$");
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private CallbackHealth callbacks;
    /** The figures of the current scrape, all of one moment; null if they are not available. */
    private volatile Health health;

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

    /** Call once. A figure is NaN while the database does not answer. */
    public void follow(CallbackHealth callbacks, List<AccountMeters> accounts) {
        this.callbacks = callbacks;
        accounts.forEach(this::account);
        for (Channel channel : Channel.values()) {
            gauge("smsdesk.callbacks.last.age", "Since the last genuine callback; NaN before the first", "seconds",
                Tags.of(CHANNEL, channel.word()), health -> age(health.at(), health.paths().get(channel.ordinal()).last()));
            gauge("smsdesk.callbacks.silent", "1 where messages went out and no callback has come since", null,
                Tags.of(CHANNEL, channel.word()), health -> health.silence(channel).silent() ? 1 : 0);
            gauge("smsdesk.callbacks.unanswered", "Messages that should have led to a callback since the last one, up to the alarm's limit",
                null, Tags.of(CHANNEL, channel.word()), health -> health.silence(channel).unanswered());
        }
        backlog("pending", Health::pending);
        backlog("parked", Health::parked);
        backlog("shelved", Health::shelved);
        gauge("smsdesk.callbacks.came.again", "Of the newest 1000 callbacks those that came more than once", null,
            Tags.empty(), Health::again);
        gauge("smsdesk.callbacks.clock.skew", "Median of arrival minus signature time in the last hour; NaN where too few came",
            "seconds", Tags.empty(), health -> health.clock() == null ? Double.NaN : seconds(health.clock().median()));
        gauge("smsdesk.never.came", "Recipients whose callback never came, up to 10 000", null, Tags.of("known", "yes"), Health::answered);
        gauge("smsdesk.never.came", "Recipients whose callback never came, up to 10 000", null, Tags.of("known", "no"), Health::open);
        gauge("smsdesk.reconcile.overdue", "Questions to Sinch whose time has come, up to 10 000", null, Tags.empty(), Health::overdue);
        gauge("smsdesk.reconcile.stopped", "1 where Sinch is not asked, as it refuses the credentials", null, Tags.empty(),
            health -> health.stopped() == null ? 0 : 1);
    }

    private void account(AccountMeters account) {
        Tags tags = Tags.of("account", account.account());
        gauge("smsdesk.calls.waiting", "Calls that wait, up to 10 000", null, tags, health -> queue(health, account).waiting());
        gauge("smsdesk.calls.unsure", "Calls with an unknown end, up to 10 000", null, tags, health -> queue(health, account).unsure());
        gauge("smsdesk.calls.oldest.waiting.age", "Since the oldest message was stored that waits; NaN where none does", "seconds", tags,
            health -> age(health.at(), queue(health, account).oldest()));
        Gauge.builder("smsdesk.calls.rate", account, one -> one.rate().getAsDouble()).tags(tags).strongReference(true)
            .description("Calls a second that may begin now, over all servers").register(registry);
        Gauge.builder("smsdesk.token.age", account, one -> one.tokenAge().get().map(Figures::seconds).orElse(Double.NaN)).tags(tags)
            .description("Age of the access token in use; NaN where there is none").baseUnit("seconds").strongReference(true)
            .register(registry);
    }

    private static AccountQueue queue(Health health, AccountMeters account) {
        return health.queues().stream().filter(queue -> queue.account().equals(account.account())).findFirst().orElseThrow();
    }

    private void backlog(String state, Function<Health, Health.Backlog> backlog) {
        gauge("smsdesk.callbacks.kept", "Callbacks in a state, up to 10 000", null, Tags.of("state", state),
            health -> backlog.apply(health).count());
        gauge("smsdesk.callbacks.kept.oldest.age", "Age of the oldest callback in a state; NaN where there is none", "seconds",
            Tags.of("state", state), health -> age(health.at(), backlog.apply(health).oldest()));
    }

    private void gauge(String name, String says, String unit, Tags tags, ToDoubleFunction<Health> figure) {
        Gauge.builder(name, this, figures -> figures.health == null ? Double.NaN : figure.applyAsDouble(figures.health))
            .description(says).baseUnit(unit).tags(tags).strongReference(true).register(registry);
    }

    private static double age(Instant now, Instant then) {
        return then == null ? Double.NaN : seconds(Duration.between(then, now));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Prometheus' text format, version 0.0.4. */
    synchronized String scrape() {
        try {
            health = callbacks.now();
        } catch (RuntimeException e) {
            health = null;
            log.warn("metrics without the figures of the tables cause={}", Fault.of(e).kind());
        }
        return NOTHING_MEASURED.matcher(registry.scrape()).replaceAll("$1 NaN");
    }

    /**
     * Also removes the meters: Flyway refers to the pool, the pool to this registry, and its gauges to an HTTP client whose thread ends
     * only when it becomes unreachable and keeps the application's classes until then.
     */
    @Override
    public void close() {
        collections.close();
        registry.clear();
        registry.close();
    }
}
