package dev.smsdesk.apply;

import dev.smsdesk.sinch.Callback;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps inbound messages, each once: Sinch's id tells a repeat. One that was asked for before gets its callback. */
final class Inbounds {
    private final Ids ids;

    Inbounds(Ids ids) {
        this.ids = ids;
    }

    void keep(Connection connection, List<Heard> inbounds) throws SQLException {
        Rows.insert(connection, "insert into inbound (id, family, provider_id, sender, addressee, text, sent_at, accepted_at, received_at, reference, "
            + "callback_id) values ", " on duplicate key update callback_id = coalesce(callback_id, values(callback_id))", inbounds, one -> {
                Callback.Inbound said = (Callback.Inbound) one.said();
                return new Object[] {ids.next(), one.callback().family().name(), said.id(), said.from(), said.to(), said.text(), said.sentAt(),
                    said.receivedAt(), one.callback().receivedAt(), said.reference(), one.callback().id()};
            });
    }
}
