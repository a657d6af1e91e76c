package dev.smsdesk.metrics;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * {@code /metrics}: this node's figures for Prometheus, behind a bearer token of its own. Has no session, and answers 404 without a
 * configured token.
 */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Figures figures;
    private final transient byte[] expected;

    /** @param token null if none is configured */
    public MetricsServlet(Figures figures, String token) {
        this.figures = figures;
        this.expected = token == null ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (expected == null) {
            say(response, HttpServletResponse.SC_NOT_FOUND, "Set SMSDESK_METRICS_TOKEN to open the metrics.\n");
        } else if (!MessageDigest.isEqual(expected, given(request))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            say(response, HttpServletResponse.SC_UNAUTHORIZED, "Authorization: Bearer, with SMSDESK_METRICS_TOKEN.\n");
        } else {
            response.setContentType("text/plain; version=0.0.4; charset=utf-8");
            response.getOutputStream().write(figures.scrape().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] given(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header == null ? new byte[0] : header.getBytes(StandardCharsets.UTF_8);
    }

    private static void say(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
