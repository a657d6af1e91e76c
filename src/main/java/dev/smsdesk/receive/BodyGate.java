package dev.smsdesk.receive;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a callback go on to JAX-RS once its body is complete. Until then no thread of the container waits for it, however slowly it drips:
 * the container tells when bytes are there. Only of bodies without a length a few may be waited for. Bounded by bytes in all, by bytes of one
 * body and by time.
 * @see "docs/decisions/011-bodies-without-threads.md"
 */
public final class BodyGate implements Filter {
    /** For a whole body. Sinch's own are there at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_BYTES = 8192;
    private static final int MOST_COLLECTED_BYTES = 64 << 20;
    /** An eighth of the 200 threads that containers have by default. */
    private static final int MOST_WAITED_FOR = 25;
    /** Of a body that is too large: then whoever still writes is cut off. */
    private static final long MOST_FORGOTTEN_BYTES = 4L << 20;
    private static final Logger log = LoggerFactory.getLogger(BodyGate.class);

    private final Room room = new Room(MOST_COLLECTED_BYTES);
    private final BodyRefusals refusals;
    private final Semaphore chunkedBodies = new Semaphore(MOST_WAITED_FOR);
    private final Semaphore http2Bodies = new Semaphore(MOST_WAITED_FOR);

    public BodyGate(BodyRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        long declared = http.getContentLengthLong();
        boolean chunks = http.getHeader("Transfer-Encoding") != null;
        boolean wanted = http.getMethod().equals("POST") && declared <= SignatureFilter.MAX_BODY_BYTES;
        if (isHttp2(http) && wanted && declared != 0) {
            waitThenGoOn(http, answer, chain, http2Bodies);
        } else if (isHttp2(http) || (declared <= 0 && !chunks)) {
            chain.doFilter(request, response);
        } else if (wanted && chunks) {
            waitThenGoOn(http, answer, chain, chunkedBodies);
        } else if (wanted) {
            collect(http, answer, chain, (int) declared);
        } else if (chunks || declared > MOST_FORGOTTEN_BYTES || http.getHeader("Expect") != null) {
            leave(http, answer, chain, new byte[0]);
        } else {
            forget(http, answer, chain, declared);
        }
    }

    private static boolean isHttp2(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/2");
    }

    /** It will be refused, once it has been read and forgotten. @param bytes how many */
    private static void forget(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long bytes) throws IOException, ServletException {
        ServletInputStream in = request.getInputStream();
        long left = UnwantedBody.skipPresent(in, bytes);
        if (left == 0) {
            leave(request, response, chain, new byte[0]);
            return;
        }
        AsyncContext async = BodyRefusals.leaving(new WholeBody(request, new byte[0], 0), response);
        async.setTimeout(PATIENCE.toMillis());
        UnwantedBody body = new UnwantedBody(async, in, left);
        async.addListener(body);
        in.setReadListener(body);
    }

    /** It will be refused, and the connection ends. @param body what was read of it */
    private static void leave(HttpServletRequest request, HttpServletResponse response, FilterChain chain, byte[] body) throws IOException, ServletException {
        AsyncContext async = BodyRefusals.leaving(request, response);
        try {
            chain.doFilter(new WholeBody(request, body, body.length), response);
        } finally {
            async.complete();
        }
    }

    /** Nearly always all of it came with the headers, and nothing has to be awaited. */
    private void collect(HttpServletRequest request, HttpServletResponse response, FilterChain chain, int declared) throws IOException, ServletException {
        ServletInputStream in = request.getInputStream();
        byte[] begun = begun(in, declared);
        if (begun.length == declared) {
            chain.doFilter(new WholeBody(request, begun, declared), response);
            return;
        }
        WholeBody whole = new WholeBody(request, begun, begun.length);
        AsyncContext async = request.startAsync(whole, response);
        async.setTimeout(PATIENCE.toMillis());
        BodyCollector collector = new BodyCollector(async, whole, response, in, room, declared, begun, refusals);
        async.addListener(collector);
        in.setReadListener(collector);
    }

    /**
     * All that is there, without waiting. Tomcat must have nothing left in its hands when the listener is set: it would write what comes
     * next over it.
     */
    private static byte[] begun(ServletInputStream in, int declared) throws IOException {
        byte[] begun = new byte[Math.min(declared, FIRST_BYTES)];
        int length = 0;
        while (length < declared && in.available() > 0) {
            if (length == begun.length) {
                begun = Arrays.copyOf(begun, Math.min(declared, 2 * length));
            }
            int read = in.read(begun, length, begun.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length == begun.length ? begun : Arrays.copyOf(begun, length);
    }

    /**
     * A body in chunks, or over HTTP/2, has a thread, of which there are few for either. Where bytes are awaited without one, Tomcat 10.1 begins the
     * connection's next request from within the read of the last chunk, and Payara 6 at times reads other bytes over HTTP/2.
     */
    private void waitThenGoOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Semaphore waitedFor)
            throws IOException, ServletException {
        byte[] body = null;
        RefusalReason fault = RefusalReason.BODY_CROWD;
        if (waitedFor.tryAcquire()) {
            try {
                body = read(request.getInputStream());
            } catch (SocketTimeoutException e) {
                fault = RefusalReason.BODY_LATE;
            } catch (IOException e) {
                log.debug("callback body broke off cause={}", e.toString());
                fault = RefusalReason.BODY_BROKEN;
            } finally {
                waitedFor.release();
            }
        }
        if (body == null) {
            refusals.turnAway(request, response, fault);
        } else if (body.length > SignatureFilter.MAX_BODY_BYTES) {
            leave(request, response, chain, body);
        } else {
            chain.doFilter(new WholeBody(request, body, body.length), response);
        }
    }

    /**
     * However slowly it drips, it has {@link #PATIENCE} as a whole; a caller who falls silent meets the container's own timeout.
     * @return at most a byte more than the limit; what came beyond that is forgotten
     */
    private static byte[] read(InputStream in) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        long forgotten = 0;
        for (int read = 0; read >= 0 && forgotten < MOST_FORGOTTEN_BYTES; read = in.read(some)) {
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("not complete within " + PATIENCE);
            }
            int kept = Math.min(read, SignatureFilter.MAX_BODY_BYTES + 1 - body.size());
            body.write(some, 0, kept);
            forgotten += read - kept;
        }
        return body.toByteArray();
    }
}
