package dev.smsdesk.pages;

import dev.smsdesk.message.Messages;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /inbound}: what people sent to our numbers, newest first. */
public final class InboundPage extends Page {
    private final Messages messages;

    public InboundPage(Messages messages) {
        this.messages = messages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "inbound", messages.inbounds(after(request), ROWS));
    }
}
