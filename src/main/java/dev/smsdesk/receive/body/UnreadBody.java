package dev.smsdesk.receive.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The first filter, for requests whose body has not arrived completely. Tomcat reads the rest of a body at the end of a request with a
 * waiting thread, unless the request is asynchronous and the connection closes with it. So both are arranged here: every answer that is
 * given before the body was read closes the connection.
 * @see "docs/decisions/011-bodies-without-threads.md"
 */
public final class UnreadBody implements Filter {
    /** Bytes that arrived with the headers are read here: nearly every body, without a waiting thread. */
    private static final int AT_ONCE = 8192;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        long declared = http.getContentLengthLong();
        if (declared == 0 || declared < 0 && http.getHeader("Transfer-Encoding") == null || BodyGate.isHttp2(http)) {
            chain.doFilter(request, response);   // an HTTP/2 stream ends without its connection
            return;
        }
        byte[] begun = new byte[declared > AT_ONCE ? 0 : (int) Math.max(0, declared)];
        int length = BodyGate.readPresent(http.getInputStream(), begun, 0);
        WholeBody whole = WholeBody.begun(http, begun, length);
        if (length == declared) {
            whole.is(begun, length);
            chain.doFilter(whole, response);
            return;
        }
        Closing answer = new Closing((HttpServletResponse) response, whole);
        AsyncContext async = http.startAsync(whole, answer);
        async.setTimeout(0);
        whole.startedAs(async);
        UndertowReading.endsWith(async, http, whole);
        try {
            chain.doFilter(whole, answer);
        } finally {
            if (!whole.isHandedOver()) {
                async.complete();
            }
        }
    }

    /** Closes the connection if the answer starts before the body was read. */
    private static final class Closing extends HttpServletResponseWrapper {
        private final WholeBody whole;

        Closing(HttpServletResponse response, WholeBody whole) {
            super(response);
            this.whole = whole;
        }

        private void begins() {
            if (!whole.isComplete()) {
                setHeader("Connection", "close");
            }
        }

        @Override
        public void setStatus(int status) {
            begins();
            super.setStatus(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            begins();
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            begins();
            super.sendError(status, message);
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            begins();
            super.sendRedirect(location);
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            begins();
            return super.getWriter();
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            begins();
            return super.getOutputStream();
        }

        @Override
        public void flushBuffer() throws IOException {
            begins();
            super.flushBuffer();
        }
    }
}
