package dev.smsdesk.pages.ui;

import dev.smsdesk.message.DeliveryState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** How many recipients stand where, in the sums that people ask for. Every recipient is in exactly one of the five sums. */
public record Tally(Map<DeliveryState, Long> counts) {
    public Tally {
        counts = Map.copyOf(counts);
    }

    /** A piece of the bar: where it begins and how wide it is, in percent, written for SVG. */
    public record Piece(String tone, String start, String width) {}

    /** One state and how many stand there. */
    public record StateCount(DeliveryState state, long count) {}

    public long total() {
        return sum(state -> true);
    }

    public long delivered() {
        return sum(state -> tone(state).equals("good"));
    }

    /** Also those of which no receipt came, and what was cancelled: final, and not delivered as far as is known. */
    public long failed() {
        return sum(state -> state != DeliveryState.NOT_SENT && (tone(state).equals("bad") || tone(state).equals("quiet")));
    }

    public long notSent() {
        return sum(state -> state == DeliveryState.NOT_SENT);
    }

    public long open() {
        return sum(state -> tone(state).equals("open"));
    }

    public long unsure() {
        return sum(state -> tone(state).equals("unsure"));
    }

    public boolean isSettled() {
        return counts.keySet().stream().allMatch(DeliveryState::isFinal);
    }

    public boolean isOpenAtSinch() {
        return counts.keySet().stream().anyMatch(DeliveryState::isOpenAtSinch);
    }

    /** In the order of a message's life; states without any are left out. */
    public List<StateCount> lines() {
        return counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(e -> new StateCount(e.getKey(), e.getValue())).toList();
    }

    public List<Piece> bar() {
        List<Piece> pieces = new ArrayList<>();
        double start = 0;
        for (String tone : List.of("good", "bad", "quiet", "unsure", "open")) {
            double width = total() == 0 ? 0 : 100.0 * sum(state -> tone(state).equals(tone)) / total();
            if (width > 0) {
                pieces.add(new Piece(tone, percent(start), percent(width)));
            }
            start += width;
        }
        return pieces;
    }

    private long sum(Predicate<DeliveryState> which) {
        return counts.entrySet().stream().filter(e -> which.test(e.getKey())).mapToLong(Map.Entry::getValue).sum();
    }

    private static String tone(DeliveryState state) {
        return Badge.of(state).tone();
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
