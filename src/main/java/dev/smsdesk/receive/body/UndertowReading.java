package dev.smsdesk.receive.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undertow (WildFly) reads the rest of a body at the end of a request with a waiting thread, even if the connection closes with the
 * answer. The Servlet API cannot prevent that, so the connection is told to stop reading by methods that only Undertow has.
 */
final class UndertowReading implements AsyncListener {
    private static final Logger log = LoggerFactory.getLogger(UndertowReading.class);
    private final HttpServletRequest request;
    private final WholeBody whole;

    private UndertowReading(HttpServletRequest request, WholeBody whole) {
        this.request = request;
        this.whole = whole;
    }

    /** @param request as the container made it */
    static void endsWith(AsyncContext async, HttpServletRequest request, WholeBody whole) {
        if (request.getClass().getName().startsWith("io.undertow.")) {
            async.addListener(new UndertowReading(request, whole));
        }
    }

    /** Runs before the end of the answer is written, which still works. */
    @Override
    public void onComplete(AsyncEvent event) {
        if (whole.isComplete()) {
            return;
        }
        try {
            Object at = request;
            for (String next : new String[] {"getExchange", "getConnection", "getChannel", "getSourceChannel", "shutdownReads"}) {
                at = at.getClass().getMethod(next).invoke(at);
            }
        } catch (ReflectiveOperationException e) {
            log.debug("rest of a body is read by Undertow cause={}", e.toString());
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The gate answers.
    }

    @Override
    public void onError(AsyncEvent event) {
        // The gate answers.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only needed once the body is there.
    }
}
