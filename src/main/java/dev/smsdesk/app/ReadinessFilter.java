package dev.smsdesk.app;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.access.filter.SecurityHeadersFilter;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * While the application is not ready, answers 503 with the faults instead of the container's 404, which Sinch never retries. Also answers
 * {@code /health/live} and {@code /health/ready}, without login and details. Metrics work without the database.
 */
final class ReadinessFilter implements Filter {
    private static final String COME_AGAIN_SECONDS = "10";
    private final Readiness readiness;

    ReadinessFilter(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        String path = MappedPath.of(http);
        List<String> faults = readiness.faults();
        if (path.equals("/health/live") || path.equals("/health/ready")) {
            health(http, answer, path.endsWith("live") || readiness.isReady());
        } else if (faults.isEmpty() || readiness.hasBegun() && (MappedPath.isCallback(path) || path.equals("/metrics"))) {
            chain.doFilter(request, response);
        } else if (MappedPath.isApi(path)) {
            write(answer, 503, Problem.MEDIA_TYPE, problem(faults));
        } else if (path.startsWith("/health/")) {
            health(http, answer, false);
        } else if (path.startsWith("/webjars/") || path.startsWith("/assets/")) {
            chain.doFilter(request, response);
        } else {
            write(answer, 503, "text/html", page(faults));
        }
    }

    private static String problem(List<String> faults) {
        try {
            return Problem.of(ProblemType.NOT_READY, String.join(" ", faults)).toJson();
        } catch (LinkageError e) {   // the library for JSON may be what is missing
            return "{\"type\":\"urn:smsdesk:problem:not-ready\",\"title\":\"Not ready\",\"status\":503}";
        }
    }

    /** A callback that was sent here by mistake must not be told that all is well. */
    private static void health(HttpServletRequest http, HttpServletResponse answer, boolean well) throws IOException {
        if (http.getMethod().equals("GET") || http.getMethod().equals("HEAD")) {
            write(answer, well ? 200 : 503, "text/plain", well ? "ok\n" : "not ready\n");
        } else {
            answer.setHeader("Allow", "GET, HEAD");
            write(answer, 405, "text/plain", "GET or HEAD.\n");
        }
    }

    private static void write(HttpServletResponse answer, int status, String type, String body) throws IOException {
        answer.setStatus(status);
        answer.setContentType(type);
        answer.setCharacterEncoding("UTF-8");
        answer.setHeader("Cache-Control", "no-store");
        SecurityHeadersFilter.guard(answer);
        if (status == 503) {
            answer.setHeader("Retry-After", COME_AGAIN_SECONDS);
        }
        answer.getWriter().write(body);
    }

    private static String page(List<String> faults) {
        StringBuilder html =
            new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>SMS Desk is not ready</title>"
            + "<meta http-equiv=\"refresh\" content=\"10\"></head><body><h1>SMS Desk is not ready</h1><ul>");
        for (String fault : faults) {
            html.append("<li>").append(fault.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")).append("</li>");
        }
        return html.append("</ul><p>Sinch is told to come again; no callback is lost. This page looks again every 10 "
            + "seconds.</p></body></html>").toString();
    }
}
