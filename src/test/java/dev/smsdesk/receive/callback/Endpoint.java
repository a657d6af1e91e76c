package dev.smsdesk.receive.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.problem.UnexpectedMapper;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.inbox.Inbox;
import dev.smsdesk.receive.inbox.ReceivingSide;
import dev.smsdesk.receive.refusal.CallbackRequest;
import dev.smsdesk.receive.refusal.Refusal;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.trust.KnownSecret;
import dev.smsdesk.trust.SecretHits;
import dev.smsdesk.trust.SecretRing;
import dev.smsdesk.trust.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Filter, resource, inbox and refusals in Jersey on a real database, without a server, at the time that a test sets. */
public final class Endpoint implements AutoCloseable {
    public final ReceivingSide side = new ReceivingSide();
    private final SignatureCheck check = new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5), side.clock);
    private final Trust trust = Trust.of(side.db.tx(), side.ids, side.clock, null, Duration.ofHours(48));
    public final SecretRing secrets = trust.ring();
    final SecretHits hits = trust.hits();
    public final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    public final Refusals refusals = new Refusals(side.db.tx(), side.ids, side.clock, new Doctor(check), secrets);
    private final Inbox inbox = new Inbox(database.dataSource(), side.ids, side.traffic, () -> { });
    private final ApplicationHandler jersey = new ApplicationHandler(new ResourceConfig()
        .register(new SignatureFilter(new CallbackAuthenticator(trust, check), refusals, side.traffic, side.clock))
        .register(new CallbackResource(inbox, side.traffic)).register(new ProblemMapper()).register(new HttpErrorMapper())
        .register(new UnexpectedMapper())
        .property(ServerProperties.WADL_FEATURE_DISABLE, true));

    public Endpoint() {
        inbox.start();
        refusals.start();
    }

    /** @param retryAfter seconds, or null */
    public record Answer(int status, String problem, String retryAfter) {
        public static final Answer KEPT = new Answer(200, null, null);

        static Answer refused(int status, String problem) {
            return new Answer(status, problem, null);
        }
    }

    /** Signed now, with this secret. */
    public Answer post(Channel channel, byte[] body, Secret secret) {
        return post(channel, new ByteArrayInputStream(body), headers(secret, body, side.ids.next(), side.clock.instant()));
    }

    public Answer post(Channel channel, InputStream body, Map<String, String> headers) {
        URI base = URI.create("http://127.0.0.1/sms-desk/api/");
        ContainerRequest request = new ContainerRequest(base, base.resolve("callbacks/" + channel.word()), "POST", null,
            new MapPropertiesDelegate(new HashMap<>()), null);
        request.setProperty(CallbackRequest.ADDRESS, "203.0.113.0");
        request.setProperty(CallbackRequest.READ, asRead(headers));
        request.setEntityStream(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ContainerResponse response = jersey.apply(request, out).get();
            String text = out.toString(StandardCharsets.UTF_8);
            String problem = text.isEmpty() ? null : text.replaceAll(".*urn:smsdesk:problem:([a-z-]+).*", "$1");
            return new Answer(response.getStatus(), problem, response.getHeaderString("Retry-After"));
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** As they are before JAX-RS. */
    public static Map<String, List<String>> asRead(Map<String, String> headers) {
        return headers.entrySet().stream()
            .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.of(header.getValue())));
    }

    static Map<String, String> headers(Secret secret, byte[] body, String nonce, Instant at) {
        String timestamp = String.valueOf(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Signature.HEADER, Signature.sign(secret, body, nonce, timestamp));
        headers.put(Signature.ALGORITHM_HEADER, Signature.ALGORITHM);
        headers.put(Signature.NONCE_HEADER, nonce);
        headers.put(Signature.TIMESTAMP_HEADER, timestamp);
        return headers;
    }

    /** As the settings have them. */
    void know(KnownSecret... secrets) {
        trust.load(List.of(secrets));
    }

    void openWindow(Duration time) {
        trust.window().open(time, "ann");
        trust.keeper().refresh();
    }

    void closeWindow() {
        trust.window().close();
        trust.keeper().refresh();
    }

    List<Callbacks.StoredCallback> kept() {
        return side.kept(null);
    }

    /** All refusals on record, newest first; waits until there are so many. */
    List<Refusal> refused(int many) {
        Concurrently.eventually(() -> refusals.newest(null, 100).items().size() >= many);
        return refusals.newest(null, 100).items();
    }

    @Override
    public void close() {
        inbox.close();
        hits.close();
        refusals.close();
        side.close();
    }
}
