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
 * Selects stored callbacks for a replay. A member that is null does not narrow.
 * @param note       exact match with the stored reason
 * @param from       received then or later
 * @param to         received before then
 * @param providerId Sinch's batch id or message id
 * @param batchId    id of a batch of SMS Desk
 */
public record ReplayFilter(Channel channel, CallbackState state, String note, Instant from, Instant to, String providerId, String batchId) {
    /** Sorts before every id. */
    private static final String FIRST = "0";
    /** Sorts after every id. */
    private static final String LAST = "~";
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    CallbackQuery query() {
        return CallbackQuery.of(channel, state, note, from, to, providerId)
            .whoseProviderId(ProviderRefTable.joinedOfBatch("g.provider_id"), batchId)
            .whoseChannelIsIn(SubmissionTable.channelsOfBatch(), batchId);
    }

    /** A lower bound for matching ids, because ids rise with time. */
    String beforeFirst() {
        return from == null ? FIRST : Ids.firstAt(from.minus(CLOCKS_DIFFER));
    }

    /** An upper bound for matching ids, at most {@code other}. */
    String afterLast(String other) {
        String last = to == null ? LAST : Ids.firstAt(to.plus(CLOCKS_DIFFER));
        return last.compareTo(other) < 0 ? last : other;
    }

    /** An upper bound without a limit. */
    String afterLast() {
        return afterLast(LAST);
    }

    /** One line for the audit log, without phone numbers. */
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
