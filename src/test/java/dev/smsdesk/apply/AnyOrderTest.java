package dev.smsdesk.apply;

import static dev.smsdesk.receive.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

@DisplayName("Whatever comes in whatever order, however often, through however many nodes: the recipients' rows end alike")
class AnyOrderTest {
    private static final String[] WORDS = {"Queued", "Dispatched", "Delivered", "Failed", "Rejected", "Deleted", "Aborted", "Expired", "Cancelled", "Unknown", "Teleported"};
    private static final String[] NUMBERS = IntStream.range(0, 6).mapToObj(i -> "4670123000" + i).toArray(String[]::new);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private final ApplyingSide side = new ApplyingSide();

    @AfterEach
    void close() {
        side.close();
    }

    @RepeatedTest(8)
    void asIfOneNodeHadReadThemInTheOrderInWhichTheyHappened(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<String> reports = IntStream.range(0, 60).mapToObj(i -> random.nextInt(10) == 0 ? full(random) : ofRecipient(random)).toList();
        assertEquals(inOrder(reports), shuffledOverTwoNodes(reports, random), () -> "seed " + run.getCurrentRepetition() + " " + reports);
    }

    private List<String> inOrder(List<String> reports) {
        String submission = side.compose(NUMBERS);
        for (String report : reports) {
            side.receive(Family.SMS, body(report, "A", submission));
        }
        return rows(submission);
    }

    /** Some twice, some before Sinch's ids are known to us, from two threads while more come in. */
    private List<String> shuffledOverTwoNodes(List<String> reports, Random random) {
        String submission = side.compose(NUMBERS);
        List<byte[]> bodies = new ArrayList<>();
        for (String report : reports) {
            bodies.add(body(report, "B", random.nextInt(3) == 0 ? null : submission));
            if (random.nextInt(3) == 0) {
                bodies.add(utf8(new String(body(report, "B", submission), StandardCharsets.UTF_8).replace(",", " , ")));
            }
        }
        Collections.shuffle(bodies, random);
        List<CompletableFuture<Void>> nodes = List.of(applying(side.applier), applying(side.node()));
        bodies.forEach(body -> side.keep(Family.SMS, body));
        nodes.forEach(CompletableFuture::join);
        side.clock.pass(Duration.ofHours(2));
        side.applyAll();
        assertEquals(List.of(), side.kept(CallbackState.PARKED));
        return rows(submission);
    }

    private CompletableFuture<Void> applying(Applier node) {
        return Concurrently.inThread(() -> {
            for (int idle = 0; idle < 20; idle++) {
                while (node.applyDue() > 0) {
                    idle = 0;
                }
                Concurrently.sleep(Duration.ofMillis(5));
            }
        });
    }

    private List<String> rows(String submission) {
        return IntStream.range(0, NUMBERS.length).mapToObj(i -> {
            Recipient r = side.recipient(submission, NUMBERS[i]);
            String providerId = r.getProviderId() == null ? null : r.getProviderId().substring(1);
            return r.getState() + " " + r.getCode() + " " + r.getReason() + " " + r.getEventTime() + " " + providerId + " " + r.isConflict();
        }).toList();
    }

    /** A report as a template: %1$s stands for whose ids of Sinch, %2$s for our reference. */
    private static String ofRecipient(Random random) {
        return "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"%1$s" + random.nextInt(2) + "\",\"recipient\":\"" + number(random)
            + "\",\"status\":\"" + word(random) + "\"" + maybe(random, ",\"code\":" + random.nextInt(3))
            + maybe(random, ",\"status_message\":\"because " + random.nextInt(3) + "\"") + maybe(random, ",\"at\":\"" + time(random) + "\"")
            + maybe(random, ",\"operator_status_at\":\"" + time(random) + "\"") + "%2$s}";
    }

    private static String full(Random random) {
        String some = IntStream.range(0, 3).mapToObj(i -> "\"" + number(random) + "\"").distinct().collect(Collectors.joining(","));
        return "{\"type\":\"delivery_report_sms\",\"batch_id\":\"%1$s" + random.nextInt(2) + "\",\"total_message_count\":3,\"statuses\":[{\"code\":"
            + random.nextInt(3) + ",\"status\":\"" + word(random) + "\",\"count\":3,\"recipients\":[" + some + "]}]%2$s}";
    }

    private static byte[] body(String report, String ids, String reference) {
        return utf8(report.formatted(ids, reference == null ? "" : ",\"client_reference\":\"" + reference + "\""));
    }

    private static String number(Random random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String time(Random random) {
        return START.plusMillis(500L * random.nextInt(6)).toString();
    }

    private static String maybe(Random random, String member) {
        return random.nextBoolean() ? member : "";
    }
}
