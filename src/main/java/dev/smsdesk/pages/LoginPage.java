package dev.smsdesk.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code /login}: the one path whose login the container asks for by itself; whoever gets here is through, and goes home. */
public final class LoginPage extends Page {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        seeOther(request, response, "/");
    }
}
