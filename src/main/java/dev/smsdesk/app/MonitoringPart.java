package dev.smsdesk.app;

import dev.smsdesk.account.Channel;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.metrics.CallbackCheckServlet;
import dev.smsdesk.metrics.CallbackHealth;
import dev.smsdesk.metrics.Figures;
import dev.smsdesk.metrics.MetricsServlet;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.CallbackMetricsStore;
import dev.smsdesk.store.Database;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Instant;

/** The counters, and their readers: the page Callback health, Prometheus and the check for silence. */
final class MonitoringPart implements AutoCloseable {
    private final Figures figures = new Figures();
    private final CallbackMetrics traffic;
    private final CallbackMetricsStore book;
    private final String metricsToken;

    MonitoringPart(Settings settings, Database database, Tx tx, Ids ids, Clock clock) {
        database.measure(figures.meters());
        this.traffic = new CallbackMetrics(figures.meters(), clock);
        this.book = new CallbackMetricsStore(tx, traffic, ids.next(), clock);
        this.metricsToken = settings.monitoring().metricsToken();
    }

    CallbackMetrics traffic() {
        return traffic;
    }

    /** When the last callback of a channel came, or null. */
    Instant lastHeard(Channel channel) {
        return book.lastHeard(channel);
    }

    MeterRegistry meters() {
        return figures.meters();
    }

    /** Once. */
    CallbackHealth health(Tx tx, ReconcilePart reconcile, SendingPart sending, Clock clock) {
        CallbackHealth health = new CallbackHealth(tx, traffic, book, reconcile.neverCame(), reconcile.silence(),
            reconcile.reconciliation(), sending.accounts().ids(), clock);
        figures.follow(health, sending.meters());
        return health;
    }

    void mount(ServletContext context, ReconcilePart reconcile) {
        context.addServlet("metrics", new MetricsServlet(figures, metricsToken)).addMapping("/metrics");
        context.addServlet("callback-check", new CallbackCheckServlet(reconcile.silence())).addMapping("/health/callbacks");
    }

    void start() {
        book.start();
    }

    @Override
    public void close() {
        book.close();
        figures.close();
    }
}
