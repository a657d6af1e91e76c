package dev.smsdesk.pages;

import dev.smsdesk.metrics.CallbackHealth;
import dev.smsdesk.metrics.Health;
import dev.smsdesk.reconcile.Silence;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** {@code /callback-health}: whether Sinch still reaches us, at one look. */
public final class CallbackHealthPage extends Page {
    private final CallbackHealth health;
    private final Silence silence;

    public CallbackHealthPage(CallbackHealth health, Silence silence) {
        this.health = health;
        this.silence = silence;
    }

    /** @param limit so many messages without a callback are silence; 0 where nobody watches; @param patience after so long */
    public record View(Health health, int limit, Duration patience) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "callback-health", new View(health.now(), silence.limit(), silence.patience()));
    }
}
