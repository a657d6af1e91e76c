package dev.smsdesk.reconcile;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.sinch.call.StatusApi.InboundTexts;
import dev.smsdesk.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Up to when inbound messages were asked for and, in the middle of a window of time, where in it. A job keeps it as one line.
 * @param askedUntil where the next window begins, or the one that is gone through
 * @param until      the first moment not to ask for; null between two windows, when all of what follows is 0 and null
 * @param page       the next one to ask for
 * @param read       messages on the pages before
 * @param last       digest of the page before
 */
record InboundWindow(Instant askedUntil, Instant from, Instant until, int page, long read, String last) {
    private static final Duration AT_FIRST = Duration.ofHours(24);
    private static final String NONE = "-";

    static InboundWindow between(Instant askedUntil) {
        return new InboundWindow(askedUntil, null, null, 0, 0, null);
    }

    /** As its job has it; before its first step what came on the day before is missing. */
    static InboundWindow of(Job job) {
        if (job.reached() == null) {
            return between(job.askedAt().minus(AT_FIRST));
        }
        String[] words = job.reached().split(" ");
        Instant askedUntil = Instant.parse(words[0]);
        return words.length == 1 ? between(askedUntil)
            : new InboundWindow(askedUntil, Instant.parse(words[1]), Instant.parse(words[2]), Integer.parseInt(words[3]),
            Long.parseLong(words[4]), words[5]);
    }

    String line() {
        return until == null ? askedUntil.toString() : String.join(" ", askedUntil.toString(), from.toString(), until.toString(),
            String.valueOf(page), String.valueOf(read), last);
    }

    boolean isOpen() {
        return until != null;
    }

    InboundWindow begin(Instant first, Instant end) {
        return new InboundWindow(askedUntil, first, end, 0, 0, NONE);
    }

    InboundWindow after(InboundTexts found) {
        return new InboundWindow(askedUntil, from, until, page + 1, read + items(found), digest(found));
    }

    /** Whether this is the last page: as many came as there are, or none, or those that the page before brought. */
    boolean endsWith(InboundTexts found) {
        return items(found) == 0 || digest(found).equals(last) || found.count() >= 0 && read + items(found) >= found.count();
    }

    static int items(InboundTexts found) {
        return found.texts().size() + found.strange().size();
    }

    private static String digest(InboundTexts found) {
        String items = Stream.concat(found.texts().stream(), found.strange().stream()).map(Object::toString).sorted()
            .collect(Collectors.joining("\n"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(items.getBytes(StandardCharsets.UTF_8)));
    }
}
