package dev.smsdesk.message.fold;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ReportSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A state is a pure function of the set of reports: any order, any repetition")
class StandingTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    /** As the grid calls them, from the lowest rank to the highest. */
    private static final Map<String, DeliveryState> STATES = Map.ofEntries(
        entry("WA", DeliveryState.WAITING), entry("UN", DeliveryState.UNSURE), entry("NS", DeliveryState.NOT_SENT),
        entry("AC", DeliveryState.ACCEPTED), entry("BY", DeliveryState.REJECTED_BY_API),
        entry("QU", DeliveryState.QUEUED), entry("DI", DeliveryState.DISPATCHED), entry("UK", DeliveryState.UNKNOWN),
        entry("AB", DeliveryState.ABORTED), entry("CA", DeliveryState.CANCELLED), entry("DT", DeliveryState.DELETED),
        entry("DE", DeliveryState.DELIVERED),
        entry("EX", DeliveryState.EXPIRED), entry("FA", DeliveryState.FAILED), entry("RJ", DeliveryState.REJECTED),
        entry("RE", DeliveryState.READ));
    /**
     * Which of two outranks the other. In small letters: only where neither is later, else the later one. With a mark: they contradict each
     * other.
     */
    private static final String PAIRS = """
        .  WA  UN  NS  AC  BY  QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        WA WA  UN  NS  AC  BY  QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        UN .   UN  NS  AC  BY  QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        NS .   .   NS  AC  BY  QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        AC .   .   .   AC  BY  QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        BY .   .   .   .   BY  QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        QU .   .   .   .   .   QU  DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        DI .   .   .   .   .   .   DI  UK  AB  CA  DT  DE  EX  FA  RJ  RE
        UK .   .   .   .   .   .   .   UK  AB  CA  DT  DE  EX  FA  RJ  RE
        AB .   .   .   .   .   .   .   .   AB  ca! dt! de! ex! fa! rj! RE!
        CA .   .   .   .   .   .   .   .   .   CA  dt! de! ex! fa! rj! RE!
        DT .   .   .   .   .   .   .   .   .   .   DT  de! ex! fa! rj! RE!
        DE .   .   .   .   .   .   .   .   .   .   .   DE  ex! fa! rj! RE
        EX .   .   .   .   .   .   .   .   .   .   .   .   EX  fa! rj! RE!
        FA .   .   .   .   .   .   .   .   .   .   .   .   .   FA  rj! RE!
        RJ .   .   .   .   .   .   .   .   .   .   .   .   .   .   RJ  RE!
        RE .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   RE
        """;

    @TestFactory
    Stream<DynamicTest> ofEachTwoStatesTheOneInTheGridWins() {
        List<String> lines = PAIRS.lines().toList();
        List<String> columns = cells(lines.get(0)).subList(1, STATES.size() + 1);
        assertEquals(STATES.keySet(), Set.copyOf(columns));
        assertEquals(Set.of(DeliveryState.values()), Set.copyOf(STATES.values()));
        return lines.stream().skip(1).map(StandingTest::cells)
            .flatMap(row -> IntStream.range(0, columns.size()).filter(column -> !row.get(column + 1).equals("."))
            .mapToObj(column -> DynamicTest.dynamicTest(row.get(0) + " " + columns.get(column),
            () -> assertPair(row.get(0), columns.get(column), row.get(column + 1)))));
    }

    private static List<String> cells(String line) {
        return List.of(line.strip().split(" +"));
    }

    private static void assertPair(String one, String other, String cell) {
        boolean conflict = cell.endsWith("!");
        String winner = cell.replace("!", "");
        DeliveryState always = STATES.get(winner);
        assertEquals(new Fold(at(STATES.get(winner.toUpperCase()), null), conflict),
            both(at(STATES.get(one), null), at(STATES.get(other), null)), "neither has a time");
        for (int[] seconds : new int[][] {{1, 2}, {2, 1}}) {
            DeliveryState later = STATES.get(seconds[0] > seconds[1] ? one : other);
            assertEquals(always != null ? always : later,
                both(at(STATES.get(one), seconds[0]), at(STATES.get(other), seconds[1])).standing().state(), seconds[0] + " s, "
                + seconds[1] + " s");
        }
    }

    /** Folded in either order, and with a repeat: alike, or it fails here. */
    private static Fold both(Standing one, Standing other) {
        Fold fold = Fold.NOTHING.with(one).with(other);
        assertEquals(fold, Fold.NOTHING.with(other).with(one).with(other));
        return fold;
    }

    private static Standing at(DeliveryState state, Integer second) {
        return new Standing(state, second == null ? null : NOON.plusSeconds(second), null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource({"Queued, QUEUED", "Dispatched, DISPATCHED", "Delivered, DELIVERED", "Failed, FAILED", "Rejected, REJECTED",
        "Deleted, DELETED", "Aborted, ABORTED",
        "Expired, EXPIRED", "Cancelled, CANCELLED", "Unknown, UNKNOWN", "QUEUED_ON_CHANNEL, DISPATCHED", "SWITCHING_CHANNEL, DISPATCHED",
        "DELIVERED, DELIVERED",
        "READ, READ", "FAILED, FAILED", "CANCELED, CANCELLED", "Teleported,", "Waiting,", "Unsure,", "Not_sent,", "Accepted,",
        "Rejected_by_api,"})
    void eachWordOfBothChannelsMeans(String word, DeliveryState state) {
        assertEquals(Optional.ofNullable(state), DeliveryState.ofWord(word));
    }

    @Test
    void withinARankTheOrderIsOperatorTimeThenSinchsThenNameCodeReasonAndId() {
        List<Standing> rising = List.of(
            new Standing(DeliveryState.DELIVERED, null, null, null, null, null),
            new Standing(DeliveryState.DELIVERED, null, null, null, null, "P1"),
            new Standing(DeliveryState.DELIVERED, null, null, null, null, "P2"),
            new Standing(DeliveryState.DELIVERED, null, null, null, "a", null),
            new Standing(DeliveryState.DELIVERED, null, null, null, "b", "P1"),
            new Standing(DeliveryState.DELIVERED, null, null, 0, null, null),
            new Standing(DeliveryState.DELIVERED, null, null, 1, "a", null),
            new Standing(DeliveryState.FAILED, null, null, null, null, null),
            new Standing(DeliveryState.DELIVERED, null, NOON, null, null, null),
            new Standing(DeliveryState.ABORTED, null, NOON.plusSeconds(1), null, null, null),
            new Standing(DeliveryState.ABORTED, NOON.minusSeconds(9), null, null, null, null),
            new Standing(DeliveryState.FAILED, NOON.minusSeconds(9), null, null, null, null),
            new Standing(DeliveryState.ABORTED, NOON.minusSeconds(9), NOON.minusSeconds(9), null, null, null),
            new Standing(DeliveryState.ABORTED, NOON.minusSeconds(8), null, null, null, null));
        for (int lower = 0; lower < rising.size(); lower++) {
            for (int higher = lower + 1; higher < rising.size(); higher++) {
                assertEquals(rising.get(higher), both(rising.get(lower), rising.get(higher)).standing(), lower + " and " + higher);
            }
        }
    }

    @Test
    void everyPermutationOfQueuedDispatchedDeliveredEndsDelivered() {
        List<DeliveryEvent> events = List.of(sms("Queued", 400, 1), sms("Dispatched", 401, 2), sms("Delivered", 0, 3));
        for (List<DeliveryEvent> order : permutations(events)) {
            assertEquals(DeliveryState.DELIVERED, folded(order).standing().state(), order.toString());
        }
    }

    @RepeatedTest(1000)
    void thousandShufflesWithRepeatsEndAlike(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<DeliveryEvent> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            events.add(anyEvent(random));
        }
        Fold straight = folded(events);
        List<DeliveryEvent> shuffled = new ArrayList<>(events);
        events.stream().filter(e -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        assertEquals(straight, folded(shuffled), () -> "seed " + run.getCurrentRepetition() + " " + events);
    }

    @Test
    void ofTwoFinalsTheLaterOperatorTimeWinsAndTheConflictShows() {
        Fold recipient = folded(List.of(sms("Failed", 1, 9), sms("Delivered", 0, 3)));
        assertEquals(DeliveryState.FAILED, recipient.standing().state());
        assertTrue(recipient.conflict());
    }

    @Test
    void unknownClaimsNothingSoARealResultReplacesItWithoutConflict() {
        Fold recipient = folded(List.of(sms("Unknown", 0, 9), sms("Delivered", 0, 3)));
        assertEquals(DeliveryState.DELIVERED, recipient.standing().state());
        assertFalse(recipient.conflict());
    }

    @Test
    void readConfirmsDeliveredAndContradictsFailed() {
        assertFalse(folded(List.of(sms("DELIVERED", null, 1), sms("READ", null, 2))).conflict());
        assertTrue(folded(List.of(sms("READ", null, 2), sms("FAILED", null, 1))).conflict());
    }

    @Test
    void aWordThatWeDoNotKnowChangesNothing() {
        Fold recipient = folded(List.of(sms("Dispatched", 401, 1), sms("Teleported", 999, 2)));
        assertEquals(DeliveryState.DISPATCHED, recipient.standing().state());
    }

    @Test
    void aMissingTimeSortsLowestFieldByField() {
        DeliveryEvent withOperatorTime = event("Delivered", 0, NOON, NOON.plusSeconds(1));
        DeliveryEvent laterButWithout = event("Failed", 1, null, NOON.plusSeconds(100));
        assertEquals(DeliveryState.DELIVERED, folded(List.of(laterButWithout, withOperatorTime)).standing().state());
    }

    private static DeliveryEvent anyEvent(Random random) {
        String[] words = {"Queued", "Dispatched", "Delivered", "Failed", "Rejected", "Deleted", "Aborted", "Expired", "Cancelled",
            "Unknown", "QUEUED_ON_CHANNEL", "SWITCHING_CHANNEL", "READ", "FAILED", "Teleported"};
        return new DeliveryEvent("46700000001", "P" + random.nextInt(2), words[random.nextInt(words.length)], null, random.nextInt(3) == 0
            ? null : random.nextInt(2),
            random.nextBoolean() ? null : "reason " + random.nextInt(2), random.nextBoolean() ? null : NOON.plusSeconds(random.nextInt(3)),
            random.nextBoolean() ? null : NOON.plusSeconds(random.nextInt(3)), null, ReportSource.CALLBACK, null);
    }

    private static DeliveryEvent sms(String word, Integer code, int second) {
        return event(word, code, NOON.plusSeconds(second), NOON.plusSeconds(second));
    }

    private static DeliveryEvent event(String word, Integer code, Instant operatorAt, Instant at) {
        return new DeliveryEvent("46700000001", "P", word, null, code, null, operatorAt, at, null, ReportSource.CALLBACK, null);
    }

    private static Fold folded(List<DeliveryEvent> events) {
        Fold fold = Fold.NOTHING;
        for (DeliveryEvent e : events) {
            DeliveryState state = DeliveryState.ofWord(e.status()).orElse(null);
            if (state != null) {
                fold = fold.with(new Standing(state, e.operatorAt(), e.at(), e.code(), e.reason(), e.providerId()));
            }
        }
        return fold;
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : items) {
            List<T> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<T> tail : permutations(rest)) {
                List<T> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }
}
