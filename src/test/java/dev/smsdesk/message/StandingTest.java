package dev.smsdesk.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("A state is a pure function of the set of reports: any order, any repetition")
class StandingTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

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
        String[] words = {"Queued", "Dispatched", "Delivered", "Failed", "Rejected", "Deleted", "Aborted", "Expired", "Cancelled", "Unknown",
            "QUEUED_ON_CHANNEL", "SWITCHING_CHANNEL", "READ", "FAILED", "Teleported"};
        return new DeliveryEvent("46700000001", "P" + random.nextInt(2), words[random.nextInt(words.length)], null, random.nextInt(3) == 0 ? null : random.nextInt(2),
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
