package dev.smsdesk.pages.ui;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.common.SqlFaults;
import dev.smsdesk.problem.DatabaseTrouble;
import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a page throws into the error page: the log has all, the page a reference by which the log line is found. */
public final class FaultFilter implements Filter {
    private static final String ERROR_PAGE = "/WEB-INF/jsp/error.jsp";
    private static final Logger log = LoggerFactory.getLogger(FaultFilter.class);

    /**
     * The content of the error page.
     * @param sentence  what happened and what to do
     * @param reference also in the log, or null where there is nothing to look up
     */
    public record ShownFault(int status, String title, String sentence, String reference) {
        private Problem problem() {
            String instance = reference == null ? null : "urn:uuid:" + reference;
            return new Problem(HttpErrorMapper.problem(status).type(), title, status, sentence, instance, List.of());
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        boolean resumed = request.getDispatcherType() == DispatcherType.ASYNC;
        try {
            chain.doFilter(request, resumed ? new OwnErrors((HttpServletRequest) request, (HttpServletResponse) response) : response);
        } catch (ProblemException e) {
            show(new ShownFault(e.type().status(), e.type().title(), e.getMessage(), null), request, (HttpServletResponse) response);
        } catch (RuntimeException | ServletException e) {
            if (isNoFile(e)) {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            String reference = UUID.randomUUID().toString();
            show(fault(e, reference), request, (HttpServletResponse) response);
        }
    }

    /** Shows the error page itself: Payara and GlassFish send nothing but the status where a resumed request ends with an error. */
    private static final class OwnErrors extends HttpServletResponseWrapper {
        private final HttpServletRequest request;

        OwnErrors(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void sendError(int status) throws IOException {
            sendError(status, null);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            if (MappedPath.isApi(MappedPath.of(request))) {
                super.sendError(status, message);
                return;
            }
            resetBuffer();
            setStatus(status);
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
            try {
                request.getRequestDispatcher(ERROR_PAGE).forward(request, this);
            } catch (ServletException e) {
                throw new IOException(e);
            }
        }
    }

    /** How Open Liberty's file servlet says that there is no such file. */
    private static boolean isNoFile(Throwable thrown) {
        return thrown instanceof ServletException && (thrown.getCause() instanceof FileNotFoundException || isNoFile(thrown.getCause()));
    }

    private static ShownFault fault(Throwable thrown, String reference) {
        Optional<SQLException> database = SqlFaults.in(thrown).findFirst();
        if (database.isPresent()) {
            log.error("page failed reference={} cause={}", reference, SqlFaults.codes(database.get()));
            DatabaseTrouble trouble = DatabaseTrouble.of(database.get());
            return new ShownFault(trouble.type().status(), title(trouble), trouble.sentence(), reference);
        }
        log.error("page failed reference={}", reference, thrown);
        return new ShownFault(500, PageError.UNEXPECTED_TITLE.with(), PageError.UNEXPECTED.with(), reference);
    }

    private static String title(DatabaseTrouble trouble) {
        return switch (trouble) {
            case AWAY -> PageError.DATABASE_AWAY.with();
            case BUSY -> PageError.DATABASE_BUSY.with();
            case REFUSED -> PageError.DATABASE_REFUSED.with();
        };
    }

    private static void show(ShownFault fault, ServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (response.isCommitted()) {
            return;   // its beginning is on the way already; the log has the rest
        }
        response.reset();
        response.setStatus(fault.status());
        if (fault.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        if (MappedPath.isApi(MappedPath.of((HttpServletRequest) request))) {
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(fault.problem().toJson());
            return;
        }
        request.setAttribute("smsdesk.fault", fault);
        request.getRequestDispatcher(ERROR_PAGE).forward(request, response);
    }
}
