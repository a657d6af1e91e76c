package dev.smsdesk.apply;

import static dev.smsdesk.receive.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.Family;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.store.Concurrently;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.RepetitionInfo;

@DisplayName("Whatever comes in whatever order, however often, of both dialects, through however many nodes: the recipients' rows end alike")
class AnyOrderTest {
    private static final String[] SMS_WORDS = {"Queued", "Dispatched", "Delivered", "Failed", "Rejected", "Deleted", "Aborted", "Expired", "Cancelled", "Unknown", "Teleported"};
    private static final String[] CONVERSATION_WORDS = {"QUEUED_ON_CHANNEL", "DELIVERED", "READ", "FAILED", "SWITCHING_CHANNEL", "CANCELED", "BEAMED"};
    private static final String[] NUMBERS = IntStream.range(0, 6).mapToObj(i -> "4670123000" + i).toArray(String[]::new);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final ReplayFilter ALL = new ReplayFilter(null, null, null, null, null, null, null);
    private final ApplyingSide side = new ApplyingSide();

    /** A report as a template: %1$s stands for whose ids of Sinch, %2$s for our reference. @param to index of the submission that it speaks of */
    private record Template(Family family, int to, String text) {
        byte[] body(String ids, String reference) {
            String member = family == Family.SMS ? ",\"client_reference\":\"" : ",\"metadata\":\"";
            return utf8(text.formatted(ids, reference == null ? "" : member + reference + "\""));
        }
    }

    @AfterEach
    void close() {
        side.close();
    }

    @RepeatedTest(10)
    void asIfOneNodeHadReadThemInTheOrderInWhichTheyHappened(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<Template> reports = IntStream.range(0, 90).mapToObj(i -> switch (random.nextInt(10)) {
            case 0 -> full(random);
            case 1, 2, 3 -> ofMessage(random);
            default -> ofRecipient(random);
        }).toList();
        assertEquals(inOrder(reports), shuffledOverTwoNodes(reports, random), () -> "seed " + run.getCurrentRepetition() + " " + reports);
    }

    private List<String> inOrder(List<Template> reports) {
        List<String> submissions = compose();
        reports.forEach(report -> side.receive(report.family(), report.body("A", submissions.get(report.to()))));
        return rows(submissions);
    }

    /** Some twice, some before Sinch's ids are known to us, from two threads while more come in. */
    private List<String> shuffledOverTwoNodes(List<Template> reports, Random random) {
        List<String> submissions = compose();
        List<Runnable> arrivals = new ArrayList<>();
        for (Template report : reports) {
            String reference = submissions.get(report.to());
            byte[] body = report.body("B", random.nextInt(3) == 0 ? null : reference);
            arrivals.add(() -> side.keep(report.family(), body));
            if (random.nextInt(3) == 0) {
                byte[] again = utf8(new String(report.body("B", reference), StandardCharsets.UTF_8).replace(",", " , "));
                arrivals.add(() -> side.keep(report.family(), again));
            }
        }
        Collections.shuffle(arrivals, random);
        List<CompletableFuture<Void>> nodes = Stream.of(side.applier, side.node())
            .map(node -> Concurrently.inThread(() -> side.applyWhileDue(node))).toList();
        arrivals.forEach(Runnable::run);
        nodes.forEach(CompletableFuture::join);
        for (int i = 0; i < 2; i++) {
            side.linkUnlessKnown(submissions.get(0), Family.SMS, "B" + i);
        }
        for (int i = 1; i < submissions.size(); i++) {
            side.linkUnlessKnown(submissions.get(i), Family.CONVERSATION, "BM" + i);
        }
        side.clock.pass(Duration.ofHours(2));
        side.applyAll();
        assertEquals(List.of(), side.kept(CallbackState.PARKED));
        assertTrue(side.replay.foresee(ALL).isNothing(), "the rows are the fold of the reports");
        return rows(submissions);
    }

    /** One batch of the SMS API, and three messages of the Conversation API. */
    private List<String> compose() {
        List<String> submissions = new ArrayList<>(List.of(side.compose(NUMBERS)));
        for (int i = 0; i < 3; i++) {
            submissions.add(side.compose(Family.CONVERSATION, NUMBERS[i]));
        }
        return submissions;
    }

    private List<String> rows(List<String> submissions) {
        List<String> rows = new ArrayList<>();
        for (String submission : submissions) {
            for (Recipient r : side.recipients(submission)) {
                String providerId = r.getProviderId() == null ? null : r.getProviderId().substring(1);
                rows.add(r.getDigits() + " " + r.getState() + " " + r.getCode() + " " + r.getReason() + " " + r.getEventTime() + " " + providerId + " " + r.isConflict());
            }
        }
        return rows;
    }

    private static Template ofRecipient(Random random) {
        return new Template(Family.SMS, 0, "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"%1$s" + random.nextInt(2) + "\",\"recipient\":\""
            + one(random, NUMBERS) + "\",\"status\":\"" + one(random, SMS_WORDS) + "\"" + maybe(random, ",\"code\":" + random.nextInt(3))
            + maybe(random, ",\"status_message\":\"because " + random.nextInt(3) + "\"") + maybe(random, ",\"at\":\"" + time(random) + "\"")
            + maybe(random, ",\"operator_status_at\":\"" + time(random) + "\"") + "%2$s}");
    }

    private static Template full(Random random) {
        String some = IntStream.range(0, 3).mapToObj(i -> "\"" + one(random, NUMBERS) + "\"").distinct().collect(Collectors.joining(","));
        return new Template(Family.SMS, 0, "{\"type\":\"delivery_report_sms\",\"batch_id\":\"%1$s" + random.nextInt(2) + "\",\"total_message_count\":3,\"statuses\":[{\"code\":"
            + random.nextInt(3) + ",\"status\":\"" + one(random, SMS_WORDS) + "\",\"count\":3,\"recipients\":[" + some + "]}]%2$s}");
    }

    private static Template ofMessage(Random random) {
        int message = 1 + random.nextInt(3);
        return new Template(Family.CONVERSATION, message, "{\"app_id\":\"01A\"" + maybe(random, ",\"accepted_time\":\"" + time(random) + "\"")
            + maybe(random, ",\"event_time\":\"" + time(random) + "\"") + ",\"message_delivery_report\":{\"message_id\":\"%1$sM" + message + "\",\"status\":\""
            + one(random, CONVERSATION_WORDS) + "\",\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\"" + NUMBERS[message - 1] + "\"}"
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
