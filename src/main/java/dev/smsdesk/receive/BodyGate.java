package dev.smsdesk.receive;

import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemType;
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
    /** A fifth of the 200 threads that containers have by default. */
    private static final int MOST_WAITED_FOR = 40;
    private static final String COME_AGAIN_SECONDS = "5";
    private static final Logger log = LoggerFactory.getLogger(BodyGate.class);

    private final Room room = new Room(MOST_COLLECTED_BYTES);
    private final Semaphore waitedFor = new Semaphore(MOST_WAITED_FOR);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        long declared = http.getContentLengthLong();
        if (!http.getMethod().equals("POST") || declared == 0 || declared > SignatureFilter.MAX_BODY_BYTES) {
            chain.doFilter(request, response);   // nothing to read, or nothing that will be read
        } else if (http.getProtocol().startsWith("HTTP/2")) {
            waitThenGoOn(http, answer, chain);   // over HTTP/2 Payara 6 at times reads other bytes in either way below
        } else if (declared > 0) {
            collect(http, answer, chain, (int) declared);
        } else {
            waitThenGoOn(http, answer, chain);
        }
    }

    private void waitThenGoOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        WholeBody whole = waitFor(request, response);
        if (whole != null) {
            chain.doFilter(whole, response);
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
        BodyCollector collector = new BodyCollector(async, whole, response, in, room, declared, begun);
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
     * A body in chunks. Tomcat 10.1 begins the connection's next request from within the read of the last chunk where bytes are awaited
     * without a thread, so this one has a thread, of which there are few.
     * @return null when an answer was given
     */
    private WholeBody waitFor(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!waitedFor.tryAcquire()) {
            refuse(response, ProblemType.NOT_KEPT, "Too many bodies are awaited. Send it again later.");
            return null;
        }
        try {
            byte[] body = read(request.getInputStream(), SignatureFilter.MAX_BODY_BYTES + 1);
            return new WholeBody(request, body, body.length);
        } catch (SocketTimeoutException e) {
            refuse(response, ProblemType.BODY_TIMEOUT, "The body did not come in time. Send it again.");
        } catch (IOException e) {
            log.debug("callback body broke off cause={}", e.toString());
            refuse(response, ProblemType.BAD_REQUEST, "The body ended before it was complete.");
        } finally {
            waitedFor.release();
        }
        return null;
    }

    /** However slowly it drips, it has {@link #PATIENCE} as a whole; a caller who falls silent meets the container's own timeout. */
    private static byte[] read(InputStream in, int most) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        for (int read = 0; read >= 0 && body.size() < most; read = in.read(some, 0, Math.min(some.length, most - body.size()))) {
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("not complete within " + PATIENCE);
            }
            body.write(some, 0, read);
        }
        return body.toByteArray();
    }

    /** Before JAX-RS has seen the request. The connection ends: nobody reads the rest. */
    static void refuse(HttpServletResponse response, ProblemType type, String sentence) throws IOException {
        response.setStatus(type.status());
        response.setHeader("Connection", "close");
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        if (type.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", COME_AGAIN_SECONDS);
        }
        response.getWriter().write(Problem.of(type, sentence).toJson());
    }
}
