package dev.smsdesk.pages;

import dev.smsdesk.pages.ui.Page;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

/** {@code POST /logout}: the session ends on the server, and the login page follows. */
public final class LogoutPage extends Page {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        seeOther(request, response, "/");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        seeOther(request, response, "/");
    }
}
