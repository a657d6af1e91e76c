package dev.smsdesk.pages.messages;

import dev.smsdesk.message.table.Messages;
import dev.smsdesk.pages.ui.Page;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /batches}: newest first. */
public final class BatchesPage extends Page {
    private final Messages messages;

    public BatchesPage(Messages messages) {
        this.messages = messages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "batches", BatchRow.newest(messages, after(request), ROWS));
    }
}
