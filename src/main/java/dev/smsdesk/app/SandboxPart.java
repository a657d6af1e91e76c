package dev.smsdesk.app;

import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.sandbox.Sandbox;
import dev.smsdesk.sandbox.SandboxInboundsResource;
import dev.smsdesk.sandbox.SandboxPage;
import dev.smsdesk.sandbox.SandboxReportResource;
import dev.smsdesk.sandbox.SandboxResource;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.store.Tx;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;

/** The sandbox and all that belongs to it; exists only where it is switched on. */
final class SandboxPart implements AutoCloseable {
    private final String token;
    private final Sandbox sandbox;
    private final SandboxResource batches;
    private final List<Object> resources;

    SandboxPart(Settings settings, LiveSecrets secrets, Tx tx, Clock clock) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        SandboxSettings own = new SandboxSettings(settings.addresses().selfUrl(), secrets::of, token, SendingPart.SANDBOX, settings.sandbox().timeScale());
        this.sandbox = new Sandbox(own, clock, new SandboxRows(tx, clock));
        this.batches = new SandboxResource(sandbox, own, clock);
        this.resources = List.of(batches, new SandboxReportResource(sandbox, own), new SandboxInboundsResource(sandbox, own, clock), new SandboxErrors());
    }

    String token() {
        return token;
    }

    List<Object> resources() {
        return resources;
    }

    /** Whether the head of a request below /api opens what it asks for, as far as that is the sandbox's. */
    boolean admits(HttpServletRequest request) {
        return !request.getPathInfo().startsWith(SandboxErrors.BELOW_API) || batches.admits(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    void mount(ServletContext context) {
        context.addServlet("sandbox", new SandboxPage(sandbox)).addMapping("/sandbox");
    }

    void start() {
        sandbox.start();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
