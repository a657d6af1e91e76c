package dev.smsdesk.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.CallbackMetricsStore;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("/metrics has the figures of the page Health, of one moment, and no number for an unknown figure")
class FiguresTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private final TestDatabase db = TestDatabase.open();
    private final MutableClock clock = new MutableClock(NOON);
    private final Ids ids = new Ids(clock);
    private final Figures figures = new Figures();
    private final CallbackMetrics traffic = new CallbackMetrics(figures.meters(), clock);
    private final CallbackMetricsStore book = new CallbackMetricsStore(db.tx(), traffic, "N1", clock);
    private final CallbackHealth health = new CallbackHealth(db.tx(), traffic, book, new MissingCallbacks(db.tx(), clock),
        new Silence(db.tx(), "sandbox", 10, Duration.ofMinutes(30), () -> book.lastHeard(Channel.SMS), clock), null, clock);

    FiguresTest() {
        List.of("heard", "traffic", "callback", "unheard", "strange_inbound").forEach(table -> db.run("delete from " + table));
        figures.follow(health);
    }

    @AfterEach
    void close() {
        figures.close();
        db.close();
    }

    @Test
    void eachFigureOfTheTablesIsTheOneOfThePage() {
        db.run("insert into heard (channel, at) values ('SMS', ?)", NOON.minusSeconds(90));
        callback("PARKED", NOON.minus(Duration.ofHours(5)), 1);
        callback("PARKED", NOON.minus(Duration.ofHours(2)), 3);
        callback("SHELVED", NOON.minusSeconds(30), 2);
        callback("PENDING", NOON.minusSeconds(5), 1);
        callback("APPLIED", NOON.minusSeconds(4), 1);
        String scraped = figures.scrape();
        Health page = health.now();
        assertEquals(List.of(90.0, (double) page.parked().count(), (double) page.shelved().count(), (double) page.pending().count(),
            (double) page.again()), List.of(figure(scraped, "smsdesk_callbacks_last_age_seconds{family=\"sms\"}"),
            figure(scraped, "smsdesk_callbacks_kept{state=\"parked\"}"), figure(scraped, "smsdesk_callbacks_kept{state=\"shelved\"}"),
            figure(scraped, "smsdesk_callbacks_kept{state=\"pending\"}"), figure(scraped, "smsdesk_callbacks_came_again")));
        assertEquals(List.of(2L, 1L, 1L, 2L), List.of(page.parked().count(), page.shelved().count(), page.pending().count(), page.again()));
        assertEquals(18_000, figure(scraped, "smsdesk_callbacks_kept_oldest_age_seconds{state=\"parked\"}"));
        assertEquals(page.clock().median().toNanos() / 1e9, figure(scraped, "smsdesk_callbacks_clock_skew_seconds"));
        for (String none : List.of("smsdesk_callbacks_silent", "smsdesk_callbacks_unanswered", "smsdesk_never_came{known=\"yes\"}",
            "smsdesk_never_came{known=\"no\"}", "smsdesk_reconcile_overdue", "smsdesk_reconcile_stopped")) {
            assertEquals(0, figure(scraped, none), none);
        }
    }

    @Test
    void anUnknownFigureIsNotANumber() {
        String scraped = figures.scrape();
        for (String unknown : List.of("smsdesk_callbacks_last_age_seconds{family=\"sms\"}", "smsdesk_callbacks_clock_skew_seconds",
                "smsdesk_callbacks_kept_oldest_age_seconds{state=\"parked\"}", "smsdesk_callbacks_ack_seconds{quantile=\"0.5\"}",
                "smsdesk_callbacks_ack_seconds{quantile=\"0.99\"}", "smsdesk_callbacks_ack_seconds_max")) {
            assertTrue(Double.isNaN(figure(scraped, unknown)), unknown + " " + figure(scraped, unknown));
        }
        assertEquals(0, figure(scraped, "smsdesk_callbacks_ack_seconds_count"));
        traffic.acknowledged(Duration.ofMillis(20).toNanos());
        String measured = figures.scrape();
        assertEquals(0.02, figure(measured, "smsdesk_callbacks_ack_seconds{quantile=\"0.5\"}"), 0.001);
        assertEquals(0.02, figure(measured, "smsdesk_callbacks_ack_seconds_max"), 0.001);
    }

    @Test
    void aDatabaseThatDoesNotAnswerTakesAwayItsFiguresAloneAndNotLongerThanItIsGone() {
        traffic.accepted(Channel.SMS);
        db.run("alter table heard rename to heard_away");
        try {
            String scraped = figures.scrape();
            assertTrue(Double.isNaN(figure(scraped, "smsdesk_callbacks_silent"))
                && Double.isNaN(figure(scraped, "smsdesk_callbacks_kept{state=\"parked\"}")));
            assertEquals(1, figure(scraped, "smsdesk_callbacks_accepted_total{family=\"sms\"}"));
        } finally {
            db.run("alter table heard_away rename to heard");
        }
        clock.pass(Duration.ofSeconds(6));
        assertEquals(0, figure(figures.scrape(), "smsdesk_callbacks_silent"));
    }

    @Test
    void aScrapeIsNoOlderThanFiveSeconds() {
        assertEquals(0, figure(figures.scrape(), "smsdesk_callbacks_kept{state=\"parked\"}"));
        callback("PARKED", NOON, 1);
        clock.pass(Duration.ofSeconds(5));
        assertEquals(0, figure(figures.scrape(), "smsdesk_callbacks_kept{state=\"parked\"}"),
            "however many ask, the database is asked that often");
        clock.pass(Duration.ofMillis(1));
        assertEquals(1, figure(figures.scrape(), "smsdesk_callbacks_kept{state=\"parked\"}"));
        assertFalse(figures.scrape().contains("smsdesk_callbacks_kept{state=\"parked\"} 0"));
    }

    private void callback(String state, Instant at, int seen) {
        String id = ids.next();
        db.run("insert into callback (id, channel, sha256, body, content_type, nonce, signed_at, secret_name, received_at, last_seen_at, "
            + "seen, state, attempts) values (?, 'SMS', ?, ?, 'application/json', ?, ?, 'S', ?, ?, ?, ?, 0)", id,
            Arrays.copyOf(id.getBytes(), 32), new byte[] {'{', '}'}, "N-" + id, at.minusSeconds(1), at, at, seen, state);
    }

    private static double figure(String scraped, String name) {
        return scraped.lines().filter(line -> line.startsWith(name + " "))
            .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst()
            .orElseThrow(() -> new AssertionError(name + " is not there:\n" + scraped));
    }
}
