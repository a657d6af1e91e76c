package dev.smsdesk.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.CallbackMetricsStore;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("/metrics has the figures of the page Health, of one moment, and no number for an unknown figure")
class FiguresTest {
    private static final String SMS = "sms:plan-1";
    private static final String APP = "conversation:app-1";
    private static final String INSERT = "insert into submission (id, batch_id, account, channel, state, attempts, next_attempt_at,"
        + " version) values ";
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private final TestDatabase db = TestDatabase.open();
    private final MutableClock clock = new MutableClock(NOON);
    private final Ids ids = new Ids(clock);
    private final Figures figures = new Figures();
    private final CallbackMetrics traffic = new CallbackMetrics(figures.meters(), clock);
    private final CallbackMetricsStore book = new CallbackMetricsStore(db.tx(), traffic, "N1", clock);
    private final CallbackHealth health = new CallbackHealth(db.tx(), traffic, book, new MissingCallbacks(db.tx(), clock),
        new Silence(db.tx(), List.of(new Silence.Watched(SMS, Channel.SMS), new Silence.Watched(APP, Channel.CONVERSATION)), 10,
            Duration.ofMinutes(30), book::lastHeard, clock), null, List.of(SMS, APP), clock);

    private double rate = 20;
    private Duration tokenAge;

    FiguresTest() {
        List.of("heard", "traffic", "callback", "unheard", "strange_inbound", "lookup", "recipient", "submission", "batch")
            .forEach(table -> db.run("delete from " + table));
        figures.follow(health, List.of(new AccountMeters(SMS, () -> 10, Optional::empty),
            new AccountMeters(APP, () -> rate, () -> Optional.ofNullable(tokenAge))));
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
        for (String none : List.of("smsdesk_callbacks_silent{family=\"sms\"}", "smsdesk_callbacks_unanswered{family=\"conversation\"}",
            "smsdesk_never_came{known=\"yes\"}",
            "smsdesk_never_came{known=\"no\"}", "smsdesk_reconcile_overdue", "smsdesk_reconcile_stopped")) {
            assertEquals(0, figure(scraped, none), none);
        }
    }

    @Test
    void theQueueOfEachAccountIsItsOwn() {
        submission(SMS, Channel.SMS, "WAITING", NOON.minusSeconds(50), NOON.plusSeconds(60));
        submission(SMS, Channel.SMS, "WAITING", NOON.minusSeconds(20), NOON.minusSeconds(20));
        submission(SMS, Channel.SMS, "SENT", NOON.minusSeconds(500), NOON);
        submission(APP, Channel.CONVERSATION, "UNSURE", NOON.minusSeconds(900), NOON);
        rate = 2.5;
        tokenAge = Duration.ofSeconds(1800);
        String scraped = figures.scrape();
        assertEquals(2, figure(scraped, "smsdesk_calls_waiting{account=\"" + SMS + "\"}"));
        assertEquals(0, figure(scraped, "smsdesk_calls_waiting{account=\"" + APP + "\"}"));
        assertEquals(50, figure(scraped, "smsdesk_calls_oldest_waiting_age_seconds{account=\"" + SMS + "\"}"));
        assertTrue(Double.isNaN(figure(scraped, "smsdesk_calls_oldest_waiting_age_seconds{account=\"" + APP + "\"}")));
        assertEquals(0, figure(scraped, "smsdesk_calls_unsure{account=\"" + SMS + "\"}"));
        assertEquals(1, figure(scraped, "smsdesk_calls_unsure{account=\"" + APP + "\"}"));
        assertEquals(List.of(10.0, 2.5), List.of(figure(scraped, "smsdesk_calls_rate{account=\"" + SMS + "\"}"),
            figure(scraped, "smsdesk_calls_rate{account=\"" + APP + "\"}")));
        assertTrue(Double.isNaN(figure(scraped, "smsdesk_token_age_seconds{account=\"" + SMS + "\"}")));
        assertEquals(1800, figure(scraped, "smsdesk_token_age_seconds{account=\"" + APP + "\"}"));
    }

    @Test
    void moreThanTenThousandWaitingCallsCountAsTenThousand() {
        String batch = batch(SMS);
        List<Object[]> rows = IntStream.rangeClosed(1, 10_050)
            .mapToObj(i -> new Object[] {ids.next(), batch, SMS, NOON}).toList();
        db.tx().sql(connection -> {
            Rows.insert(connection, INSERT, "", rows,
                row -> new Object[] {row[0], row[1], row[2], "SMS", "WAITING", 0, row[3], 0});
            return null;
        });
        assertEquals(10_000, figure(figures.scrape(), "smsdesk_calls_waiting{account=\"" + SMS + "\"}"));
        assertTrue(health.now().queues().get(0).isCapped());
    }

    @Test
    void callsAreCountedByAccountAndOutcomeFromZero() {
        CallCounts calls = new CallCounts(figures.meters(), APP);
        new CallCounts(figures.meters(), SMS);
        calls.count(new SendOutcome.Accepted("M1", null));
        calls.count(new SendOutcome.Accepted("M2", null));
        calls.count(new SendOutcome.AccountRefused(403, "", ""));
        String scraped = figures.scrape();
        assertEquals(2, figure(scraped, "smsdesk_calls_total{account=\"" + APP + "\",outcome=\"accepted\"}"));
        assertEquals(1, figure(scraped, "smsdesk_calls_total{account=\"" + APP + "\",outcome=\"account-refused\"}"));
        for (String outcome : List.of("accepted", "refused", "account-refused", "proxy-refused", "unauthorised", "later", "not-sent",
                "unsure")) {
            assertEquals(0, figure(scraped, "smsdesk_calls_total{account=\"" + SMS + "\",outcome=\"" + outcome + "\"}"));
        }
    }

    private String batch(String account) {
        Batch batch = new Batch(ids.next(), null, "+46700000000", "text", account, 1, NOON, "ann", BatchStatus.SENDING);
        db.tx().run(em -> em.persist(batch));
        return batch.getId();
    }

    private void submission(String account, Channel channel, String state, Instant stored, Instant due) {
        db.run(INSERT + "(?, ?, ?, ?, ?, 0, ?, 0)",
            new Ids(Clock.fixed(stored, ZoneOffset.UTC)).next(), batch(account), account, channel.name(), state, due);
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
            assertTrue(Double.isNaN(figure(scraped, "smsdesk_callbacks_silent{family=\"sms\"}"))
                && Double.isNaN(figure(scraped, "smsdesk_callbacks_kept{state=\"parked\"}")));
            assertEquals(1, figure(scraped, "smsdesk_callbacks_accepted_total{family=\"sms\"}"));
        } finally {
            db.run("alter table heard_away rename to heard");
        }
        clock.pass(Duration.ofSeconds(6));
        assertEquals(0, figure(figures.scrape(), "smsdesk_callbacks_silent{family=\"sms\"}"));
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
