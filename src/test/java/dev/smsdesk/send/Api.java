package dev.smsdesk.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.access.key.KeyFeature;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.problem.HttpErrorMapper;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.problem.UnexpectedMapper;
import dev.smsdesk.send.worker.TestDesk;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The batch resource behind real API keys in Jersey, without a server: a request goes in, an answer comes out. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final URI BASE = URI.create("http://evil.example:81/sms-desk/api/");
    private final ApplicationHandler jersey;
    private final String viewer;
    private final String sender;

    Api(TestDesk desk, int maxRecipients) {
        this(desk, maxRecipients, desk.outbox());
    }

    Api(TestDesk desk, int maxRecipients, Outbox outbox) {
        this(desk, maxRecipients, outbox, null);
    }

    /** @param uploaded null if no request names an upload */
    Api(TestDesk desk, int maxRecipients, Outbox outbox, UploadedBatches uploaded) {
        ApiKeys keys = new ApiKeys(desk.tx, desk.ids, desk.clock, null);
        viewer = keys.create("reads", Role.VIEWER, "anna");
        sender = keys.create("sends", Role.SENDER, "anna");
        BatchResource resource = new BatchResource(new Composer(maxRecipients, null, 10), outbox, uploaded,
            new BatchDrafts(desk.tx, new Composer(maxRecipients, null, 10), outbox, desk.messages), desk.actions(), desk.messages);
        jersey = new ApplicationHandler(new ResourceConfig().register(JacksonFeature.class).register(resource)
            .register(new KeyFeature(keys, new AuditLog(desk.tx, desk.ids, desk.clock)))
            .register(new ProblemMapper()).register(new HttpErrorMapper()).register(new UnexpectedMapper())
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true));
    }

    /** @param location null where there is none */
    record Answer(int status, String type, String location, String etag, List<String> headers, JsonNode json) {
        String problem() {
            return json.path("type").asText();
        }

        List<String> pointers() {
            return json.path("errors").findValuesAsText("pointer");
        }
    }

    Answer post(String body, String... headers) {
        return post(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), headers);
    }

    Answer post(InputStream body, String... headers) {
        return call("POST", "batches", sender, body, headers);
    }

    Answer postWithQuery(String query, String body) {
        return call("POST", "batches" + query, sender, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    Answer postAsViewer(String body) {
        return call("POST", "batches", viewer, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param what {@code pause}, {@code resume} or {@code cancel} */
    Answer act(String batchId, String what) {
        return call("POST", "batches/" + batchId + "/" + what, sender, InputStream.nullInputStream());
    }

    /** @param path below {@code /sms-desk/api/}, with its query */
    Answer get(String path) {
        return call("GET", path, viewer, InputStream.nullInputStream());
    }

    /** @param headers name, value, name, value …; a Content-Type replaces the usual one */
    Answer call(String method, String path, String key, InputStream body, String... headers) {
        ContainerRequest request = new ContainerRequest(BASE, BASE.resolve(path), method, null, new MapPropertiesDelegate(new HashMap<>()),
            null);
        if (key != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + key);
        }
        if (method.equals("POST") && !Arrays.asList(headers).contains(HttpHeaders.CONTENT_TYPE)) {
            request.header(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        request.setEntityStream(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ContainerResponse response = jersey.apply(request, out).get(30, TimeUnit.SECONDS);
            return new Answer(response.getStatus(), String.valueOf(response.getMediaType()), response.getHeaderString(HttpHeaders.LOCATION),
                response.getHeaderString(HttpHeaders.ETAG), List.copyOf(response.getHeaders().keySet()), JSON.readTree(out.toByteArray()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
