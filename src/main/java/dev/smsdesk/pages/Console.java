package dev.smsdesk.pages;

import dev.smsdesk.access.filter.ListingFilter;
import dev.smsdesk.access.filter.PageFilters;
import dev.smsdesk.access.filter.SameSiteFilter;
import dev.smsdesk.access.filter.SecurityHeadersFilter;
import dev.smsdesk.access.filter.Utf8Filter;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.access.key.KeyOnPageFilter;
import dev.smsdesk.access.login.Login;
import dev.smsdesk.pages.ui.Area;
import dev.smsdesk.pages.ui.FaultFilter;
import dev.smsdesk.receive.body.BodyGate;
import dev.smsdesk.receive.body.StreamGate;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;

/** All pages under their paths, and the filters before them in the order in which they have to stand. */
public final class Console {
    /** A request whose body came late goes through all filters again when the body is there. */
    private static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);
    private static final EnumSet<DispatcherType> ALSO_FORWARDS =
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.FORWARD, DispatcherType.ERROR);
    private final URI publicUrl;
    private final DeskInfo desk;
    private final ApiKeys keys;
    private final Login login;
    private final List<Area> areas;

    /** @param publicUrl null where there is none; @param desk what every page says */
    public Console(URI publicUrl, DeskInfo desk, ApiKeys keys, Login login, List<Area> areas) {
        this.publicUrl = publicUrl;
        this.desk = desk;
        this.keys = keys;
        this.login = login;
        this.areas = List.copyOf(areas);
    }

    /** @param uploads lets files through while they arrive; @param gate has every other body before a page or its guard reads it */
    public void mount(ServletContext context, StreamGate uploads, BodyGate gate) {
        context.setAttribute("desk", desk);
        filter(context, "security-headers", new SecurityHeadersFilter(isHttps(publicUrl)), ALSO_FORWARDS);
        filter(context, "pages", new PageFilters(List.of(new Utf8Filter(), new FaultFilter(), new KeyOnPageFilter(keys), login.session(),
            new SameSiteFilter(publicUrl), login.guard(), uploads, gate, login.sessionEnded())), REQUESTS);
        filter(context, "listings", new ListingFilter(), REQUESTS, "/assets/*", "/webjars/*");
        areas.forEach(area -> area.mount((name, page, paths) -> page(context, name, page, paths)));
        page(context, "login", login.page(), "/login");
        page(context, "logout", new LogoutPage(), "/logout");
    }

    private static boolean isHttps(URI publicUrl) {
        return publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
    }

    private static void filter(ServletContext context, String name, Filter filter, EnumSet<DispatcherType> dispatches) {
        filter(context, name, filter, dispatches, "/*");
    }

    private static void filter(ServletContext context, String name, Filter filter, EnumSet<DispatcherType> dispatches, String... paths) {
        FilterRegistration.Dynamic added = context.addFilter(name, filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(dispatches, true, paths);
    }

    private static void page(ServletContext context, String name, HttpServlet page, String... paths) {
        ServletRegistration.Dynamic added = context.addServlet(name, page);
        added.setAsyncSupported(true);
        added.addMapping(paths);
    }
}
