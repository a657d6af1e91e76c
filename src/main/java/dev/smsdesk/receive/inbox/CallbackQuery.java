package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A selection of stored callbacks: SQL conditions with their values in order. A condition whose value is null is left out. */
public record CallbackQuery(String sql, List<Object> values) {
    public CallbackQuery {
        values = List.copyOf(values);
    }

    /** @param note exact match; @param from inclusive, by receipt; @param to exclusive; @param providerId Sinch's batch or message id */
    public static CallbackQuery of(Channel channel, CallbackState state, String note, Instant from, Instant to, String providerId) {
        return new CallbackQuery("1 = 1", List.of()).and("c.channel = ?", channel == null ? null : channel.name())
            .and("c.state = ?", state == null ? null : state.name())
            .and("c.note = ?", note).and("c.received_at >= ?", from).and("c.received_at < ?", to)
            .and("c.id in (select g.callback_id from callback_gist g where g.provider_id = ?)", providerId);
    }

    /** @param join of {@code g.provider_id} with others, with one value */
    public CallbackQuery whoseProviderId(String join, Object value) {
        return and("c.id in (select g.callback_id from callback_gist g " + join + ")", value);
    }

    /** @param select of channels, with one value */
    public CallbackQuery whoseChannelIsIn(String select, Object value) {
        return and("c.channel in (" + select + ")", value);
    }

    CallbackQuery and(String condition, Object value) {
        if (value == null) {
            return this;
        }
        List<Object> more = new ArrayList<>(values);
        more.add(value);
        return new CallbackQuery(sql + " and " + condition, more);
    }
}
