package dev.smsdesk.receive;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Lets a callback go on to JAX-RS once its body is complete. Until then no thread of the container waits for it, however slowly
 * it drips: the container tells when bytes are there. Bounded by bytes in all, by bytes of one body and by time.
 * @see "docs/decisions/011-bodies-without-threads.md"
 */
public final class BodyGate implements Filter {
    /** For a whole body. Sinch's own are there at once. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_COLLECTED_BYTES = 64 << 20;

    private final Room room = new Room(MOST_COLLECTED_BYTES);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        long declared = http.getContentLengthLong();
        if (!http.getMethod().equals("POST") || declared == 0 || declared > SignatureFilter.MAX_BODY_BYTES) {
            chain.doFilter(request, response);   // nothing to read, or nothing that will be read
            return;
        }
        WholeBody whole = new WholeBody(http);
        AsyncContext async = http.startAsync(whole, response);
        async.setTimeout(PATIENCE.toMillis());
        BodyCollector collector = new BodyCollector(async, whole, (HttpServletResponse) response, http.getInputStream(), room, (int) declared);
        async.addListener(collector);
        http.getInputStream().setReadListener(collector);
    }
}
