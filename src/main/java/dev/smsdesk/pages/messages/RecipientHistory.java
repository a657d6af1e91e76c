package dev.smsdesk.pages.messages;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.pages.ui.Page;
import java.util.List;

/** The reports about one recipient, in the order in which they were stored. */
public record RecipientHistory(Batch batch, Recipient recipient, List<Report> reports) {
    public static RecipientHistory of(Messages messages, Batch batch, String recipientId) {
        Recipient recipient = messages.recipient(recipientId).filter(r -> r.getBatchId().equals(batch.getId()))
            .orElseThrow(Page::nothingHere);
        return new RecipientHistory(batch, recipient, messages.reports(recipientId));
    }
}
