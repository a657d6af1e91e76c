package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.table.ProviderRefTable;
import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.receive.inbox.CallbackQuery;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;

/**
 * Which of the kept callbacks. What is null does not narrow.
 * @param note       why they are where they are, word for word: a reason on the shelf
 * @param from       received then or later
 * @param to         received before then
 * @param providerId batch id or message id that they speak of
 * @param batchId    of ours
 */
public record ReplayFilter(Channel channel, CallbackState state, String note, Instant from, Instant to, String providerId, String batchId) {
    /** Before every id. */
    private static final String FIRST = "0";
    /** After every id. */
    private static final String LAST = "~";
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    CallbackQuery query() {
        return CallbackQuery.of(channel, state, note, from, to, providerId)
            .whoseProviderId(ProviderRefTable.joinedOfBatch("g.provider_id"), batchId).whoseChannelIsIn(SubmissionTable.channelsOfBatch(), batchId);
    }

    /** An id before the first that can fit: ids rise with time. */
    String beforeFirst() {
        return from == null ? FIRST : Ids.firstAt(from.minus(CLOCKS_DIFFER));
    }

    /** An id after the last that can fit, or this one, whichever is the smaller. */
    String afterLast(String other) {
        String last = to == null ? LAST : Ids.firstAt(to.plus(CLOCKS_DIFFER));
        return last.compareTo(other) < 0 ? last : other;
    }

    /** The same of all there are. */
    String afterLast() {
        return afterLast(LAST);
    }

    /** One line for the audit log; names no numbers. */
    public String inWords() {
        StringJoiner words = new StringJoiner(", ");
        add(words, "path", channel == null ? null : channel.word());
        add(words, "state", state);
        add(words, "reason", note);
        add(words, "from", from);
        add(words, "before", to);
        add(words, "provider id", providerId);
        add(words, "batch", batchId);
        return words.length() == 0 ? "all callbacks" : words.toString();
    }

    private static void add(StringJoiner words, String name, Object value) {
        if (value != null) {
            words.add(name + " " + value);
        }
    }
}
