package dev.smsdesk.receive.body;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.common.CallbackPath;
import dev.smsdesk.receive.answer.RefusalReason;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Resumes a request when its body is complete. Until then no container thread waits for it: the container calls back when bytes arrive.
 * Only bodies without a length use a waiting thread, and only a few at once. Bounded by bytes in total and per body, by number and by
 * time.
 * @see "docs/decisions/011-bodies-without-threads.md"
 */
public final class BodyGate implements Filter, AutoCloseable {
    /** For a whole body. Sinch sends its bodies at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_BYTES = 8192;
    /** For callbacks, and the same for all other requests: together a quarter of the usual 200 threads of a container. */
    private static final int MOST_WAITED_FOR = 25;

    private final BodyRules rules;
    private final BodySlots slots;
    private final BodyRefusals refusals;

    private BodyGate(BodyRules rules, BodySlots slots, BodyRefusals refusals) {
        this.rules = rules;
        this.slots = slots;
        this.refusals = refusals;
    }

    /** With a budget of 64 MiB of its own. */
    public static BodyGate forCallbacks(BodyRefusals refusals) {
        return new BodyGate(BodyRules.CALLBACKS, new BodySlots("callback-bodies", 64 << 20, 2_000, MOST_WAITED_FOR), refusals);
    }

    /**
     * For the login, forms and the API, which share 16 MiB. Callbacks pass, because they have a gate of their own.
     * @param apiReads whether an API resource reads the body of a request with these headers
     */
    public static BodyGate forOthers(BodyRefusals refusals, Predicate<HttpServletRequest> apiReads) {
        return new BodyGate(BodyRules.ofOthers(apiReads), new BodySlots("other-bodies", 16 << 20, 1_000, MOST_WAITED_FOR), refusals);
    }

    /** Call once. */
    public void start() {
        slots.start();
    }

    @Override
    public void close() {
        slots.close();
    }

    static boolean isHttp2(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/2");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        long declared = http.getContentLengthLong();
        boolean unbounded = declared < 0 && (http.getHeader("Transfer-Encoding") != null || isHttp2(http));
        if (declared == 0 || declared < 0 && !unbounded || rules != BodyRules.CALLBACKS
                && (MappedPath.of(http).startsWith(CallbackPath.PREFIX) || StreamGate.isStreamed(http))) {
            chain.doFilter(request, response);
            return;
        }
        Passage passage = new Passage(http, (HttpServletResponse) response, chain, WholeBody.in(request));
        if (passage.isComplete()) {
            passage.goOn();   // it arrived with the headers, or the request is resumed
        } else if (!rules.isRead(http)) {
            refuse(passage, declared, false);
        } else if (declared > rules.mostBytes(http)) {
            refuse(passage, declared, true);
        } else if (unbounded && !isHttp2(http) && !rules.mayBeChunked(http)) {
            passage.answer.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
        } else if (unbounded || isHttp2(http)) {
            waitThenGoOn(passage);
        } else {
            collect(passage, (int) declared);
        }
    }

    /** @param whole null over HTTP/2 */
    private record Passage(HttpServletRequest request, HttpServletResponse answer, FilterChain chain, WholeBody whole) {
        boolean isComplete() {
            return whole != null && whole.isComplete();
        }

        void goOn(byte[] body, int length) throws IOException, ServletException {
            if (whole == null) {
                WholeBody collected = new WholeBody(request, body, length);
                new Passage(collected, answer, chain, collected).goOn();
            } else {
                whole.is(body, length);
                goOn();
            }
        }

        /** Parses form fields here, where a fault still leads to an error page. */
        void goOn() throws IOException, ServletException {
            if (!BodyRules.isApi(request)) {
                whole.parameters();
            }
            chain.doFilter(request, answer);
        }

        /** Continues without the body, which does not change the answer. */
        void goOnWithout() throws IOException, ServletException {
            chain.doFilter(whole == null ? new WholeBody(request, new byte[0], 0) : request, answer);
        }
    }

    /** @param read whether a smaller body would be read */
    private void refuse(Passage passage, long declared, boolean read) throws IOException, ServletException {
        WholeBody whole = passage.whole;
        if (whole != null && !whole.isForgotten() && declared > 0 && declared <= rules.mostForgotten(passage.request, read)
                && passage.request.getHeader("Expect") == null) {
            forget(passage, declared, read);
        } else if (rules == BodyRules.CALLBACKS || !read) {
            passage.goOnWithout();   // the resource at this path answers
        } else {
            refusals.tooLarge(passage.request, passage.answer);
        }
    }

    /** Reads and discards the body before the request is refused. @param bytes its length */
    private void forget(Passage passage, long bytes, boolean read) throws IOException, ServletException {
        ServletInputStream in = passage.whole.uncollected();
        long left = UnwantedBody.skipPresent(in, bytes - passage.whole.begun().length);
        if (left == 0) {
            passage.whole.forget();
            refuse(passage, bytes, read);
        } else {
            passage.whole.handOver();
            new UnwantedBody(passage.whole, in, slots, left).await(passage.whole, in, PATIENCE);
        }
    }

    /** The body did not arrive with the headers as a whole; a large one has usually arrived by now. */
    private void collect(Passage passage, int declared) throws IOException, ServletException {
        WholeBody whole = passage.whole;
        ServletInputStream in = whole.uncollected();
        byte[] begun = begun(in, whole.begun(), declared);
        if (begun.length == declared) {
            passage.goOn(begun, declared);
        } else {
            whole.handOver();
            new BodyCollector(whole, passage.answer, in, slots, declared, begun, refusals).await(whole, in, PATIENCE);
        }
    }

    /** Reads all that has arrived. Tomcat must have nothing buffered when the listener is set, or it overwrites it with the next bytes. */
    private static byte[] begun(ServletInputStream in, byte[] first, int declared) throws IOException {
        byte[] begun = first;
        int length = first.length;
        while (length == begun.length && length < declared) {
            begun = Arrays.copyOf(begun, Math.min(declared, Math.max(FIRST_BYTES, 2 * length)));
            length = readPresent(in, begun, length);
        }
        return length == begun.length ? begun : Arrays.copyOf(begun, length);
    }

    /** Does not wait. @return number of bytes in the buffer */
    static int readPresent(ServletInputStream in, byte[] buffer, int from) throws IOException {
        int length = from;
        while (length < buffer.length && in.available() > 0) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length;
    }

    /**
     * A body in chunks or over HTTP/2 is read by a waiting thread, because two servers fail without one: Tomcat 10.1 starts the
     * connection's next request inside the read of the last chunk, and Payara 6 sometimes reads wrong bytes over HTTP/2.
     */
    private void waitThenGoOn(Passage passage) throws IOException, ServletException {
        WaitedBody body = null;
        RefusalReason fault = RefusalReason.BODY_CROWD;
        if (slots.threads().tryAcquire()) {
            try {
                InputStream in = passage.whole == null ? passage.request.getInputStream() : passage.whole.uncollected();
                body = WaitedBody.read(in, rules.mostBytes(passage.request), PATIENCE, slots);
                fault = body == null ? RefusalReason.BODY_CROWD : null;
            } catch (IOException | RuntimeException e) {
                fault = BodyRefusals.reason(e);
            } finally {
                slots.threads().release();
            }
        }
        if (body == null) {
            refusals.answer(passage.request, passage.answer, fault);
        } else if (body.length() > rules.mostBytes(passage.request) && rules != BodyRules.CALLBACKS) {
            refusals.tooLarge(passage.request, passage.answer);
        } else {
            passage.goOn(body.buffer(), body.length());
        }
    }
}
