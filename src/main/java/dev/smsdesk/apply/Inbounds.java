package dev.smsdesk.apply;

import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.table.InboundTable;
import dev.smsdesk.sinch.callback.Callback;

/** Converts inbound messages from callbacks to rows. */
final class Inbounds {
    private Inbounds() {}

    static InboundTable.InboundRow row(ParsedCallback one) {
        Callback.Inbound said = (Callback.Inbound) one.said();
        return new InboundTable.InboundRow(one.callback().channel(), new Inbound.Content(said.id(), said.from(), said.to(), said.text(),
            said.sentAt(), said.receivedAt(), said.reference()), one.callback().receivedAt(), ReportSource.CALLBACK, one.callback().id());
    }

    static InboundTable.InboundKey key(ParsedCallback one) {
        Callback.Inbound said = (Callback.Inbound) one.said();
        return InboundTable.InboundKey.of(one.callback().channel(), said.id(), said.from(), said.text());
    }
}
