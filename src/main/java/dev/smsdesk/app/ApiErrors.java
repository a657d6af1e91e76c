package dev.smsdesk.app;

import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.receive.body.BodyRefusals;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Runs before the error page: refusals by the container under {@code /api} get the API's error form, those under the sandbox get Sinch's.
 */
final class ApiErrors implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (BodyRefusals.answersInstead((HttpServletRequest) request, (HttpServletResponse) response)) {
            return;
        }
        String uri = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        String api = ((HttpServletRequest) request).getContextPath() + ApiServlet.PATH;
        if (!ApiServlet.NAME.equals(request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME)) && !uri.equals(api)
            && !uri.startsWith(api + "/")) {
            chain.doFilter(request, response);
            return;
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        boolean sandbox = uri.startsWith(api + SandboxErrors.BELOW_API);
        String body = sandbox ? SandboxErrors.body(status, uri.substring(api.length() + 1)) : HttpErrorMapper.problem(status).toJson();
        if (body.isEmpty()) {
            response.setContentLength(0);
        } else {
            response.setContentType(sandbox ? "application/json" : Problem.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(body);
        }
        response.flushBuffer();   // else the container writes its own page into an empty one
    }
}
