package dev.smsdesk.pages.callbacks;

import dev.smsdesk.metrics.Health;
import dev.smsdesk.pages.ui.Page;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** {@code /callback-health}: whether Sinch still reaches us, at one look. */
public final class CallbackHealthPage extends Page {
    private final CallbackPages.Condition condition;

    public CallbackHealthPage(CallbackPages.Condition condition) {
        this.condition = condition;
    }

    /**
     * @param keeping whether this server can keep what comes;
     * @param limit so many messages without a callback are silence; 0 if silence is not watched;
     * @param patience after so long
     */
    public record HealthView(Health health, boolean keeping, int limit, Duration patience) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "callback-health", new HealthView(condition.health().now(), condition.keepsCallbacks().getAsBoolean(),
            condition.silence().limit(), condition.silence().patience()));
    }
}
