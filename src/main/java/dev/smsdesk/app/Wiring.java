package dev.smsdesk.app;

import dev.smsdesk.access.ApiKeys;
import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.KeyFeature;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Family;
import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.problem.UnexpectedMapper;
import dev.smsdesk.receive.Applier;
import dev.smsdesk.receive.CallbackHeaders;
import dev.smsdesk.receive.CallbackListResource;
import dev.smsdesk.receive.CallbackResource;
import dev.smsdesk.receive.Callbacks;
import dev.smsdesk.receive.Inbox;
import dev.smsdesk.receive.Refusals;
import dev.smsdesk.receive.SecretRing;
import dev.smsdesk.receive.SignatureFilter;
import dev.smsdesk.sinch.Secret;
import dev.smsdesk.sinch.SignatureCheck;
import dev.smsdesk.store.Database;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Builds everything once, by constructors, and knows the order of start and stop. */
final class Wiring implements AutoCloseable {
    private final Settings settings;
    private final Database database;
    private final SecretRing secrets = new SecretRing();
    private final Refusals refusals;
    private final Applier applier;
    private final Inbox inbox;
    private final ResourceConfig api = new ResourceConfig();

    Wiring(Settings settings, List<String> warnings, Database database, Clock clock) {
        this.settings = settings;
        this.database = database;
        Ids ids = new Ids(clock);
        Tx tx = new Tx(database.entityManagers());
        this.refusals = new Refusals(tx, ids, clock);
        this.applier = new Applier(tx, ids, new DeliveryLog(ids, clock), clock);
        this.inbox = new Inbox(database.dataSource(), ids, applier::wake);
        ApiKeys keys = new ApiKeys(tx, ids, clock, settings.apiKey());
        SignatureCheck check = new SignatureCheck(settings.callbackMaxAge(), settings.callbackMaxAhead(), clock);
        api.register(new KeyFeature(keys, new AuditLog(tx, ids, clock)))
            .register(new SignatureFilter(secrets, check, refusals, clock)).register(new CallbackResource(inbox))
            .register(new CallbackListResource(new Callbacks(tx), clock))
            .register(JacksonFeature.class).register(new ProblemMapper()).register(new HttpErrorMapper()).register(new UnexpectedMapper())
            .property("jersey.config.disableMoxyJson", true).property("jersey.config.server.wadl.disableWadl", true);
    }

    void mount(ServletContext context) {
        ServletRegistration.Dynamic jersey = context.addServlet("api", new ServletContainer(api));
        jersey.addMapping("/api/*");
        jersey.setLoadOnStartup(1); // Payara Micro lists our resources when it has started, and ends if they are not there
        jersey.setAsyncSupported(true);
        context.addFilter("callback-headers", new CallbackHeaders())
            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/callbacks/*");
    }

    void begin() {
        if (settings.smsSecret() != null) {
            secrets.set(Family.SMS, List.of(Secret.of("sms", settings.smsSecret())));
        }
        if (settings.conversationSecret() != null) {
            secrets.set(Family.CONVERSATION, List.of(Secret.of("conversation", settings.conversationSecret())));
        }
        refusals.start();
        applier.start();
        inbox.start();
    }

    @Override
    public void close() {
        inbox.close();
        applier.close();
        refusals.close();
        database.close();
    }
}
