package dev.smsdesk.pages.ui;

import dev.smsdesk.common.Text;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Ids;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What all pages do alike. They are reached only through the PageGuard: the person is logged in and has the role. */
public abstract class Page extends HttpServlet {
    /** Rows of a list on one page. */
    public static final int ROWS = 50;
    private static final int LONGEST_WHO = 200;

    /** Renders WEB-INF/jsp/{@code jsp}.jsp, which finds what it shows in {@code page}. */
    protected static void show(HttpServletRequest request, HttpServletResponse response, String jsp, Object page) throws ServletException,
        IOException {
        request.setAttribute("page", page);
        request.getRequestDispatcher("/WEB-INF/jsp/" + jsp + ".jsp").forward(request, response);
    }

    /**
     * After a POST: read the page at this path of ours. Path-absolute, as only a proxy knows scheme and host; without what a caller may
     * have written into the context path.
     */
    protected static void seeOther(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getServletContext().getContextPath() + path);
    }

    /** The name of who is logged in, as far as columns keep it. */
    protected static String who(HttpServletRequest request) {
        return Text.cut(request.getRemoteUser(), LONGEST_WHO);
    }

    /** @return where a list goes on, or null at its beginning; any other text gives 404 */
    protected static String after(HttpServletRequest request) {
        String after = request.getParameter("after");
        if (after != null && !Ids.isId(after)) {
            throw nothingHere();
        }
        return after;
    }

    public static ProblemException nothingHere() {
        return new ProblemException(ProblemType.NOT_FOUND, ProblemDetail.NO_SUCH_ADDRESS);
    }

    /** @return the n-th segment after the servlet's own path, from 0, or null where there is none */
    protected static String segment(HttpServletRequest request, int n) {
        String[] segments = request.getPathInfo() == null ? new String[0] : request.getPathInfo().substring(1).split("/");
        return n < segments.length && !segments[n].isEmpty() ? segments[n] : null;
    }
}
