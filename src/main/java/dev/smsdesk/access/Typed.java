package dev.smsdesk.access;

import jakarta.servlet.http.HttpServletRequest;

/** What somebody had typed into the form of the page Send when the session was over; null where nothing was. */
public record Typed(String from, String to, String text, String name) {
    static Typed in(HttpServletRequest request) {
        return new Typed(request.getParameter("from"), request.getParameter("to"), request.getParameter("text"), request.getParameter("name"));
    }

    public boolean isAnything() {
        return to != null || text != null;
    }
}
