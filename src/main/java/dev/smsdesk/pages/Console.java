package dev.smsdesk.pages;

import dev.smsdesk.access.ApiKeys;
import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.KeyOnPageFilter;
import dev.smsdesk.access.ListingFilter;
import dev.smsdesk.access.Login;
import dev.smsdesk.access.SameSiteFilter;
import dev.smsdesk.access.SecurityHeadersFilter;
import dev.smsdesk.access.Utf8Filter;
import dev.smsdesk.apply.Replay;
import dev.smsdesk.doctor.Consultation;
import dev.smsdesk.message.Drafts;
import dev.smsdesk.message.Messages;
import dev.smsdesk.message.OtherAccounts;
import dev.smsdesk.receive.BodyGate;
import dev.smsdesk.receive.Callbacks;
import dev.smsdesk.receive.Orphans;
import dev.smsdesk.receive.Refusals;
import dev.smsdesk.receive.SelfTest;
import dev.smsdesk.receive.Shelf;
import dev.smsdesk.send.BatchActions;
import dev.smsdesk.send.Composer;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.trust.Trust;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;

/** All pages under their paths, and the filters before them in the order in which they have to stand. */
public final class Console {
    /** A request whose body came late goes through all filters again when the body is there. */
    private static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);
    private static final EnumSet<DispatcherType> ALSO_FORWARDS =
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.FORWARD, DispatcherType.ERROR);
    private final Parts parts;

    public Console(Parts parts) {
        this.parts = parts;
    }

    /**
     * What the pages read from and hand on to.
     * @param sender the send page begins with (SINCH_NUMBER), or null
     */
    public record Parts(Connection connection, String sender, Messages messages, Callbacks callbacks, Orphans orphans, Shelf shelf,
                        Replay replay, Refusals refusals, SelfTest selfTest, Consultation consultation,
                        Composer composer, Outbox outbox, SendingAccounts accounts, OtherAccounts others, UnsureSubmissions unsure, BatchActions actions, Drafts drafts, Watch watch, ApiKeys keys, AuditLog audit,
                        Login login, Trust trust, Clock clock) {}

    /** @param gate has the body before a page or its guard reads it */
    public void mount(ServletContext context, BodyGate gate) {
        context.setAttribute("desk", new DeskInfo(parts.connection().sandbox(), parts.accounts(), parts.refusals(), parts.watch(), parts.trust().ring(), parts.clock()));
        filter(context, "utf-8", new Utf8Filter(), REQUESTS);
        filter(context, "security-headers", new SecurityHeadersFilter(isHttps(parts.connection().publicUrl())), ALSO_FORWARDS);
        filter(context, "faults", new FaultFilter(), REQUESTS);
        filter(context, "key-on-page", new KeyOnPageFilter(parts.keys()), REQUESTS);
        filter(context, "session", parts.login().session(), REQUESTS);
        filter(context, "same-site", new SameSiteFilter(parts.connection().publicUrl()), REQUESTS);
        filter(context, "page-guard", parts.login().guard(), REQUESTS);
        filter(context, "body", gate, REQUESTS);
        filter(context, "session-ended", parts.login().sessionEnded(), REQUESTS);
        filter(context, "listings", new ListingFilter(), REQUESTS, "/assets/*", "/webjars/*");
        page(context, "home", new HomePage(parts.messages(), parts.others(), parts.callbacks(), parts.clock()), "");
        page(context, "batches", new BatchesPage(parts.messages()), "/batches");
        page(context, "batch", new BatchPage(parts.messages(), parts.accounts(), parts.unsure(), parts.actions(), parts.watch(), parts.audit(), parts.clock()), "/batches/*");
        page(context, "send", new SendPage(parts.composer(), parts.outbox(), parts.drafts(), parts.sender()), "/send");
        page(context, "check", new CheckPage(parts.outbox(), parts.drafts()), "/send/check/*");
        page(context, "inbound", new InboundPage(parts.messages()), "/inbound");
        page(context, "callbacks", new CallbacksPage(parts.callbacks()), "/callbacks", "/callbacks/*");
        page(context, "orphans", new OrphansPage(parts.orphans(), parts.clock()), "/orphans");
        page(context, "replay", new ReplayPage(parts.replay(), parts.shelf(), parts.audit()), "/replay", "/replay/*");
        page(context, "callback-health", new CallbackHealthPage(parts.watch()), "/callback-health");
        page(context, "never-came", new NeverCamePage(parts.watch()), "/never-came");
        page(context, "refusals", new RefusalsPage(parts.refusals()), "/refusals", "/refusals/*");
        page(context, "doctor", new DoctorPage(parts.consultation(), parts.trust().ring(), parts.audit(), parts.clock()), "/doctor");
        page(context, "keys", new KeysPage(parts.keys()), "/keys");
        page(context, "secrets", new SecretsPage(parts.trust(), parts.audit()), "/secrets");
        page(context, "connection", new ConnectionPage(parts.connection(), parts.callbacks(), parts.selfTest(), parts.accounts(), parts.trust().ring(), parts.audit()), "/connection");
        page(context, "login", parts.login().page(), "/login");
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
