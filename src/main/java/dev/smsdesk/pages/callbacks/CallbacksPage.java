package dev.smsdesk.pages.callbacks;

import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.store.Slice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code /callbacks}: stored callbacks, newest first, all or in one state; {@code /callbacks/ID}: one with its raw body. */
public final class CallbacksPage extends Page {
    private static final int SHOWN_BYTES = 64 * 1024;
    private final Callbacks callbacks;

    public CallbacksPage(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    /** @param state only these are shown, or null for all */
    public record CallbacksView(Slice<Callbacks.StoredCallback> rows, CallbackState state) {
        public List<CallbackState> states() {
            return List.of(CallbackState.values());
        }
    }

    /** @param body its first 64 KiB read as UTF-8 */
    public record CallbackView(Callbacks.StoredCallback row, String body, boolean isCut) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String id = segment(request, 0);
        if (id != null) {
            show(request, response, "callback", detail(id));
            return;
        }
        CallbackState state = Stream.of(CallbackState.values()).filter(s -> s.name().equals(request.getParameter("state"))).findFirst()
            .orElse(null);
        show(request, response, "callbacks", new CallbacksView(callbacks.newest(state, after(request), ROWS), state));
    }

    private CallbackView detail(String id) {
        Callbacks.StoredCallback row = callbacks.one(id)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, PageError.NO_SUCH_CALLBACK.with()));
        byte[] body = callbacks.body(id).orElse(new byte[0]);
        byte[] shown = Arrays.copyOf(body, Math.min(body.length, SHOWN_BYTES));
        return new CallbackView(row, new String(shown, StandardCharsets.UTF_8), shown.length < body.length);
    }
}
