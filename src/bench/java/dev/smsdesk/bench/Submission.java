package dev.smsdesk.bench;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A call to Sinch that the desk made, with its 1000 recipients.
 * @param providerId   under which Sinch knows it
 * @param firstNumber  its recipients have the numbers from here on
 */
record Submission(String id, String providerId, int firstNumber) {
    static final int RECIPIENTS = 1_000;
    private static final int REPORTS = 3 * RECIPIENTS;
    private static int made;

    /** @return as many as it takes for that many reports */
    static List<Submission> enoughFor(int reports) {
        return of((reports + REPORTS - 1) / REPORTS);
    }

    static List<Submission> of(int calls) {
        return IntStream.range(0, calls)
            .mapToObj(i -> new Submission(ulid(), ulid(), RECIPIENTS * made++)).toList();
    }

    /** @return E.164 without the plus */
    String digits(int recipient) {
        return Long.toString(46_700_000_000L + firstNumber + recipient);
    }

    static String ulid() {
        return UlidCreator.getMonotonicUlid().toString();
    }
}
