package dev.smsdesk.metrics;

import dev.smsdesk.reconcile.Silence;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /health/callbacks} for a monitor without login: 200, or 503 while Sinch is silent. Not for load balancers, because the silence
 * is no fault of this node.
 */
public final class CallbackCheckServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Silence silence;

    public CallbackCheckServlet(Silence silence) {
        this.silence = silence;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean silent = silence.state().silent();
        response.setStatus(silent ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write((silent ? "silent\n" : "ok\n").getBytes(StandardCharsets.UTF_8));
    }
}
