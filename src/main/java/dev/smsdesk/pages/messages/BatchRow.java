package dev.smsdesk.pages.messages;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.pages.ui.Tally;
import dev.smsdesk.store.Slice;
import java.util.List;
import java.util.Map;

/** A batch in a list. */
public record BatchRow(Batch batch, Tally tally) {
    /** The newest batches, with what became of each. */
    public static Slice<BatchRow> newest(Messages messages, String after, int limit) {
        Slice<Batch> batches = messages.batches(after, limit);
        var counts = messages.countsOf(batches.items().stream().map(Batch::getId).toList());
        List<BatchRow> rows = batches.items().stream().map(b -> new BatchRow(b, new Tally(counts.getOrDefault(b.getId(), Map.of()))))
            .toList();
        return new Slice<>(rows, batches.next());
    }
}
