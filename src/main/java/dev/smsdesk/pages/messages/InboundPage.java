package dev.smsdesk.pages.messages;

import dev.smsdesk.message.Inbound;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.store.Slice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** {@code /inbound}: what people sent to our numbers, newest first. */
public final class InboundPage extends Page {
    private final Messages messages;

    public InboundPage(Messages messages) {
        this.messages = messages;
    }

    /** @param sameId ids of rows whose id at Sinch another message has too */
    public record InboundView(Slice<Inbound> rows, Set<String> sameId) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Slice<Inbound> rows = messages.inbounds(after(request), ROWS);
        show(request, response, "inbound", new InboundView(rows, messages.withTheSameProviderId(rows.items())));
    }
}
