package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

@DisplayName("Any order, duplication and node assignment of reports gives the same recipient rows, on both channels")
class AnyOrderTest {
    private static final String[] SMS_WORDS = {"Queued", "Dispatched", "Delivered", "Failed", "Rejected", "Deleted", "Aborted", "Expired",
        "Cancelled", "Unknown", "Teleported"};
    private static final String[] CONVERSATION_WORDS = {"QUEUED_ON_CHANNEL", "DELIVERED", "READ", "FAILED", "SWITCHING_CHANNEL",
        "CANCELED", "BEAMED"};
    private static final String[] NUMBERS = IntStream.range(0, 6).mapToObj(i -> "4670123000" + i).toArray(String[]::new);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final ReplayFilter ALL = new ReplayFilter(null, null, null, null, null, null, null);
    private final ApplyingSide side = new ApplyingSide();
    private final DeliveryLog deliveries = new DeliveryLog(side.ids, side.clock);

    /** News that reach us, under Sinch's ids of one run: they begin with A or B. */
    private interface Told {
        /** Of which submission. */
        int of();
    }

    /** A callback as a template: %1$s stands for whose ids of Sinch, %2$s for our reference. */
    private record Template(Channel channel, int of, String text) implements Told {
        byte[] body(String ids, String reference) {
            String member = channel == Channel.SMS ? ",\"client_reference\":\"" : ",\"metadata\":\"";
            return utf8(text.formatted(ids, reference == null ? "" : member + reference + "\""));
        }
    }

    /** What Sinch's answer to sending or to asking says, or a person. @param event its provider id without the run */
    private record Word(int of, DeliveryEvent event) implements Told {
        DeliveryEvent under(String ids) {
            return new DeliveryEvent(event.digits(), event.providerId() == null ? null : ids + event.providerId(), event.status(),
                event.state(), event.code(), event.reason(), event.operatorAt(), event.at(), event.count(), event.source(), null);
        }
    }

    @AfterEach
    void close() {
        side.close();
    }

    /** A failure tells the seed; {@code -Dsmsdesk.test.seed=} takes it again. */
    @RepeatedTest(10)
    void asIfOneNodeHadReadThemInTheOrderInWhichTheyHappened() {
        long seed = Long.getLong("smsdesk.test.seed", new Random().nextLong());
        try {
            Random random = new Random(seed);
            List<Told> news = IntStream.range(0, 120).mapToObj(i -> news(random)).toList();
            assertEquals(inOrder(news), shuffledOverTwoNodes(news, random));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("with -Dsmsdesk.test.seed=" + seed, e);
        }
    }

    private static Told news(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> full(random);
            case 1, 2, 3 -> ofMessage(random);
            case 4 -> sent(random);
            case 5 -> askedFor(random);
            case 6 -> ours(random);
            default -> ofRecipient(random);
        };
    }

    private List<String> inOrder(List<Told> news) {
        List<String> submissions = compose();
        for (Told one : news) {
            if (one instanceof Template callback) {
                side.receive(callback.channel(), callback.body("A", submissions.get(callback.of())));
            } else if (one instanceof Word word) {
                append(submissions.get(word.of()), word.under("A"));
            }
        }
        return rows(submissions);
    }

    /** Some twice, some before Sinch's ids are known to us, applied by two nodes while more come in. */
    private List<String> shuffledOverTwoNodes(List<Told> news, Random random) {
        List<String> submissions = compose();
        List<Runnable> arrivals = new ArrayList<>();
        for (Told one : news) {
            String submission = submissions.get(one.of());
            if (one instanceof Word word) {
                arrivals.addAll(Collections.nCopies(1 + random.nextInt(2), () -> append(submission, word.under("B"))));
            } else if (one instanceof Template callback) {
                byte[] body = callback.body("B", random.nextInt(3) == 0 ? null : submission);
                byte[] again = utf8(new String(callback.body("B", submission), StandardCharsets.UTF_8).replace(",", " , "));
                arrivals.add(() -> side.keep(callback.channel(), body));
                if (random.nextInt(3) == 0) {
                    arrivals.add(() -> side.keep(callback.channel(), again));
                }
            }
        }
        Collections.shuffle(arrivals, random);
        List<CompletableFuture<Void>> nodes = Stream.of(side.applier, side.node())
            .map(node -> Concurrently.inThread(() -> side.applyWhileDue(node))).toList();
        arrivals.forEach(Runnable::run);
        nodes.forEach(CompletableFuture::join);
        linkAll(submissions);
        side.clock.pass(Duration.ofHours(2));
        side.applyAll();
        assertEquals(List.of(), side.kept(CallbackState.PARKED));
        assertEquals(List.of(), side.kept(CallbackState.PENDING));
        assertTrue(side.replay.preview(ALL).isNothing(), "the rows are the fold of the reports");
        return rows(submissions);
    }

    private void append(String submission, DeliveryEvent event) {
        side.db.tx().run(em -> deliveries.append(em, DeliveryLog.locked(em, submission), List.of(event)));
    }

    private void linkAll(List<String> submissions) {
        for (int i = 0; i < 2; i++) {
            side.linkUnlessKnown(submissions.get(0), Channel.SMS, "B" + i);
        }
        for (int i = 1; i < submissions.size(); i++) {
            side.linkUnlessKnown(submissions.get(i), Channel.CONVERSATION, "BM" + i);
        }
    }

    /** One batch of the SMS API, and three messages of the Conversation API. */
    private List<String> compose() {
        List<String> submissions = new ArrayList<>(List.of(side.compose(NUMBERS)));
        for (int i = 0; i < 3; i++) {
            submissions.add(side.compose(Channel.CONVERSATION, NUMBERS[i]));
        }
        return submissions;
    }

    /** Each recipient's columns, and which reports it has; without ids of ours, and of Sinch's ids what follows the run. */
    private List<String> rows(List<String> submissions) {
        List<String> rows = new ArrayList<>();
        for (String submission : submissions) {
            rows.addAll(side.db.tx().sql(connection -> Sql.list(connection, AnyOrderTest::columns,
                "select digits, state, operator_at, reported_at, code, reason, "
                + "substring(provider_id, 2) as sinch, conflict as more from recipient where submission_id = ? order by digits",
                submission)));
            rows.addAll(side.db.tx().sql(connection -> Sql.list(connection, AnyOrderTest::columns,
                "select digits, status as state, operator_at, reported_at, code, reason, "
                + "substring(provider_id, 2) as sinch, message_count as more from report where submission_id = ?", submission)).stream()
                .sorted().toList());
        }
        return rows;
    }

    private static String columns(ResultSet row) throws SQLException {
        return row.getString("digits") + " " + row.getString("state") + " " + Sql.instant(row, "operator_at") + " "
            + Sql.instant(row, "reported_at") + " "
            + row.getString("code") + " " + row.getString("reason") + " " + row.getString("sinch") + " " + row.getString("more");
    }

    private static Word sent(Random random) {
        int of = random.nextInt(4);
        DeliveryState answer = random.nextBoolean() ? DeliveryState.ACCEPTED : DeliveryState.REJECTED_BY_API;
        return new Word(of, DeliveryEvent.ours(NUMBERS[of == 0 ? random.nextInt(NUMBERS.length) : of - 1], id(of, random), answer, null,
            null, Instant.parse(time(random)), ReportSource.SEND));
    }

    /** Reports without Sinch: unsure, withdrawn, given up. */
    private static Word ours(Random random) {
        int of = random.nextInt(4);
        OwnReason reason = OwnReason.values()[random.nextInt(OwnReason.values().length)];
        boolean decided = reason == OwnReason.GIVEN_UP || reason == OwnReason.WITHDRAWN;
        return new Word(of, DeliveryEvent.ours(NUMBERS[of == 0 ? random.nextInt(NUMBERS.length) : of - 1], null, decided
            ? DeliveryState.NOT_SENT : DeliveryState.UNSURE, null, reason.code(), Instant.parse(time(random)), decided ? ReportSource.PERSON
            : ReportSource.SEND));
    }

    /** Mostly what a callback says as well: it is one report then. */
    private static Word askedFor(Random random) {
        String word = one(random, SMS_WORDS);
        return new Word(0, new DeliveryEvent(one(random, NUMBERS), id(0, random), word, DeliveryState.ofWord(word).orElse(null),
            random.nextBoolean() ? null : random.nextInt(3), null, null, random.nextBoolean() ? null : Instant.parse(time(random)), null,
            ReportSource.POLL, null));
    }

    private static String id(int of, Random random) {
        return of == 0 ? "" + random.nextInt(2) : "M" + of;
    }

    private static Template ofRecipient(Random random) {
        return new Template(Channel.SMS, 0, "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"%1$s" + random.nextInt(2)
            + "\",\"recipient\":\""
            + one(random, NUMBERS) + "\",\"status\":\"" + one(random, SMS_WORDS) + "\"" + maybe(random, ",\"code\":" + random.nextInt(3))
            + maybe(random, ",\"status_message\":\"because " + random.nextInt(3) + "\"") + maybe(random, ",\"at\":\"" + time(random) + "\"")
            + maybe(random, ",\"operator_status_at\":\"" + time(random) + "\"") + "%2$s}");
    }

    private static Template full(Random random) {
        String some = IntStream.range(0, 3).mapToObj(i -> "\"" + one(random, NUMBERS) + "\"").distinct().collect(Collectors.joining(","));
        return new Template(Channel.SMS, 0, "{\"type\":\"delivery_report_sms\",\"batch_id\":\"%1$s" + random.nextInt(2)
            + "\",\"total_message_count\":3,\"statuses\":[{\"code\":"
            + random.nextInt(3) + ",\"status\":\"" + one(random, SMS_WORDS) + "\",\"count\":3,\"recipients\":[" + some + "]}]%2$s}");
    }

    private static Template ofMessage(Random random) {
        int message = 1 + random.nextInt(3);
        return new Template(Channel.CONVERSATION, message, "{\"app_id\":\"01A\""
            + maybe(random, ",\"accepted_time\":\"" + time(random) + "\"")
            + maybe(random, ",\"event_time\":\"" + time(random) + "\"") + ",\"message_delivery_report\":{\"message_id\":\"%1$sM" + message
            + "\",\"status\":\""
            + one(random, CONVERSATION_WORDS) + "\"" + maybe(random, ",\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\""
            + NUMBERS[message - 1] + "\"}")
            + maybe(random, ",\"reason\":{\"code\":\"CODE_" + random.nextInt(3) + "\"}") + "%2$s}}");
    }

    private static String one(Random random, String[] all) {
        return all[random.nextInt(all.length)];
    }

    private static String time(Random random) {
        return START.plusMillis(500L * random.nextInt(6)).toString();
    }

    private static String maybe(Random random, String member) {
        return random.nextBoolean() ? member : "";
    }
}
