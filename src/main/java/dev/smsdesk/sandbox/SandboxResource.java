package dev.smsdesk.sandbox;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** POST …/xms/v1/{plan}/batches, as Sinch answers it. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/{plan}/batches")
public final class SandboxResource {
    private static final int MOST_BYTES = 1 << 20;

    private final Sandbox sandbox;
    private final Door door;
    private final SeenBatches seen = new SeenBatches();

    public SandboxResource(Sandbox sandbox, SandboxSettings settings) {
        this.sandbox = sandbox;
        this.door = new Door(settings);
    }

    @POST
    public Response send(@PathParam("plan") String plan, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream entity) throws IOException, InterruptedException {
        try {
            door.requireAccess(plan, authorization);
            requireJson(contentType);
            BatchRequest request = BatchRequest.read(bytes(entity));
            Optional<ApiAnswer> magic = seen.answer(request);
            return magic.isPresent() ? answer(magic.get()) : taken(sandbox.take(request));
        } catch (Refusal refusal) {
            return Door.refused(refusal);
        }
    }

    private static void requireJson(String contentType) {
        if (!String.valueOf(contentType).toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON)) {
            throw new Refusal(415, null, "Not JSON.");
        }
    }

    private static byte[] bytes(InputStream entity) throws IOException {
        byte[] bytes = entity.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Refusal(413, null, "Too large.");
        }
        return bytes;
    }

    private Response answer(ApiAnswer magic) throws InterruptedException {
        if (magic.status() == 0) {
            sandbox.keepSilent();
            return Response.serverError().build();
        }
        Response.ResponseBuilder answer = Response.status(magic.status());
        if (magic.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, magic.retryAfter());
        }
        return magic.body() == null ? answer.build() : answer.entity(magic.body()).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response taken(SandboxBatch batch) {
        return Response.status(Response.Status.CREATED).entity(batch.toJson()).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
