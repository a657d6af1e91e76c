package dev.smsdesk.pages.ui;

import jakarta.servlet.http.HttpServlet;

/** Pages that belong together. */
public interface Area {

    /** Puts each of its pages at its addresses. */
    void mount(Pages pages);

    /** Where pages are put. */
    interface Pages {
        void add(String name, HttpServlet page, String... paths);
    }
}
