package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** Conditions on {@code callback c} with their values, in order. */
    record Where(String sql, List<Object> values) {
        Where and(String condition, Object value) {
            List<Object> more = new ArrayList<>(values);
            more.add(value);
            return value == null ? this : new Where(sql + " and " + condition, more);
        }
    }

    Where where() {
        return new Where("1 = 1", List.of()).and("c.channel = ?", channel == null ? null : channel.name()).and("c.state = ?", state == null ? null : state.name())
            .and("c.note = ?", note).and("c.received_at >= ?", from).and("c.received_at < ?", to)
            .and("c.id in (select g.callback_id from callback_gist g where g.provider_id = ?)", providerId)
            .and("c.id in (select g.callback_id from callback_gist g join provider_ref p on p.provider_id = g.provider_id "
                + "join submission s on s.id = p.submission_id where s.batch_id = ?)", batchId)
            .and("c.channel in (select s.channel from submission s where s.batch_id = ?)", batchId);
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
