package dev.smsdesk.receive.body;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.receive.answer.RefusalReason;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Lets the bodies of uploads through while they arrive: they are too large for memory. A thread waits for each, so there are two places.
 * Login, role and same site, or the API key, were checked before.
 */
public final class StreamGate implements Filter {
    private static final int PLACES = 2;
    private final Predicate<HttpServletRequest> apiReads;
    private final BodyRefusals refusals;
    private final long mostBytes;
    private final LongSupplier nanos;
    private final Semaphore places = new Semaphore(PLACES);

    /**
     * @param apiReads  whether an API resource reads the body of a request with these headers
     * @param megabytes of the largest body
     * @param nanos     time that has passed
     */
    public StreamGate(Predicate<HttpServletRequest> apiReads, BodyRefusals refusals, int megabytes, LongSupplier nanos) {
        this.apiReads = apiReads;
        this.refusals = refusals;
        this.mostBytes = megabytes * 1_000_000L;
        this.nanos = nanos;
    }

    /** Whether the request has passed this gate. */
    static boolean isStreamed(HttpServletRequest request) {
        WholeBody whole = WholeBody.in(request);
        return whole != null && whole.isStreamed();
    }

    private boolean takes(HttpServletRequest request) {
        String path = MappedPath.of(request);
        return request.getMethod().equals("POST") && (path.equals("/send/upload") || path.equals("/api/uploads") && apiReads.test(request));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!takes(http)) {
            chain.doFilter(request, response);
        } else if (http.getContentLengthLong() > mostBytes) {
            refusals.tooLarge(http, answer, tooLarge());
        } else if (!places.tryAcquire()) {
            refusals.answer(http, answer, RefusalReason.BODY_CROWD);
        } else {
            try {
                WholeBody whole = WholeBody.in(http);
                WholeBody streaming = whole == null ? WholeBody.begun(http, new byte[0], 0) : whole;
                streaming.streamFrom(new MeasuredStream(bytes(http, whole), http.getContentLengthLong(), mostBytes, tooLarge(), nanos,
                    streaming::endOfStream));
                chain.doFilter(whole == null ? streaming : request, response);
            } finally {
                places.release();
            }
        }
    }

    /** @param whole null if there is no body, and over HTTP/2 */
    private static InputStream bytes(HttpServletRequest request, WholeBody whole) throws IOException {
        if (whole == null) {
            return request.getInputStream();
        }
        return whole.isComplete() ? whole.getInputStream()
            : new SequenceInputStream(new ByteArrayInputStream(whole.begun()), whole.uncollected());
    }

    private String tooLarge() {
        return "The file is larger than " + mostBytes / 1_000_000 + " MB (SMSDESK_MAX_UPLOAD). Split it into several files.";
    }
}
