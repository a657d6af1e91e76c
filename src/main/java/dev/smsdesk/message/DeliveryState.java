package dev.smsdesk.message;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of one recipient's message, ordered by rank: a later status of lower rank changes nothing. */
public enum DeliveryState {
    /** Ours; Sinch has not taken it yet. */
    WAITING(-2),
    /** Handed over, no answer that tells whether Sinch has it. */
    UNSURE(-1),
    /** Stopped by us or by a person, as far as is known: any report of Sinch outranks it. */
    NOT_SENT(-0.5),
    ACCEPTED(0),
    REJECTED_BY_API(0.5),
    QUEUED(1),
    DISPATCHED(2),
    /** Final by Sinch's table, yet it only means that no receipt came: anything better replaces it. */
    UNKNOWN(3),
    DELIVERED(4), FAILED(4), REJECTED(4), DELETED(4), ABORTED(4), EXPIRED(4), CANCELLED(4),
    READ(5);

    /** Words of the Conversation API that are not the name of a state. Source: Sinch, MESSAGE_DELIVERY and MESSAGE_SUBMIT triggers. */
    private static final Map<String, DeliveryState> SYNONYMS = Map.of(
        "QUEUED_ON_CHANNEL", DISPATCHED, "SWITCHING_CHANNEL", DISPATCHED, "MESSAGE_SUBMIT", DISPATCHED, "CANCELED", CANCELLED);
    /** States that a report from Sinch can name; the others are ours, or the answer to sending. */
    private static final Map<String, DeliveryState> BY_WORD = Stream.of(values()).filter(s -> s.rank >= QUEUED.rank)
        .collect(Collectors.toUnmodifiableMap(Enum::name, s -> s));

    private final double rank;

    DeliveryState(double rank) {
        this.rank = rank;
    }

    public double rank() {
        return rank;
    }

    /** Nothing more is to come, as far as is known now. */
    public boolean isFinal() {
        return this == NOT_SENT || this == REJECTED_BY_API || rank >= UNKNOWN.rank;
    }

    /** Sinch may tell more, where it has the call: not final, or final by our word alone. */
    public boolean isOpenAtSinch() {
        return !isFinal() || this == NOT_SENT;
    }

    /** Never said by Sinch. */
    boolean isOurWord() {
        return rank < ACCEPTED.rank;
    }

    /** Two of these for one recipient contradict each other; READ only confirms DELIVERED, UNKNOWN claims nothing. */
    public boolean contradicts(DeliveryState other) {
        return rank >= DELIVERED.rank && other.rank >= DELIVERED.rank && claim() != other.claim();
    }

    private DeliveryState claim() {
        return this == READ ? DELIVERED : this;
    }

    /** @return empty for a word that we do not know: it is kept and shown, and changes no state */
    public static Optional<DeliveryState> ofWord(String status) {
        String word = status.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(SYNONYMS.getOrDefault(word, BY_WORD.get(word)));
    }
}
