package dev.smsdesk.sandbox;

import dev.smsdesk.store.TokenBucket;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** POST …/xms/v1/{plan}/batches, as Sinch answers it. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/{plan}/batches")
public final class SandboxResource {
    static final int BURST = 1000;
    /** 200 calls a second: more than our sender makes, so that only a program that went wild meets it. */
    private static final Duration THEN_ONE_EACH = Duration.ofMillis(5);
    private static final int MOST_BYTES = 1 << 20;

    private final Sandbox sandbox;
    private final SandboxAuth door;
    private final AnsweredOnce seen = new AnsweredOnce();
    private final TokenBucket rate;

    public SandboxResource(Sandbox sandbox, SandboxSettings settings, Clock clock) {
        this.sandbox = sandbox;
        this.door = new SandboxAuth(settings);
        this.rate = new TokenBucket(BURST, THEN_ONE_EACH, clock);
    }

    /** Known before the body is read. @param authorization value of that header, or null */
    public boolean admits(String authorization) {
        return door.admits(authorization);
    }

    @POST
    public Response send(@PathParam("plan") String plan, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream entity) throws IOException, InterruptedException {
        try {
            door.requireAccess(plan, authorization);
            if (!rate.take()) {
                return answer(CallFault.tooMany(rate.untilNext()));
            }
            requireJson(contentType);
            RequestedBatch request = RequestedBatch.read(bytes(entity));
            Optional<CallFault> magic = seen.answer(request);
            return magic.isPresent() ? answer(magic.get()) : taken(sandbox.take(request));
        } catch (CallRefused refusal) {
            return SandboxAuth.refused(refusal);
        }
    }

    private static void requireJson(String contentType) {
        if (!String.valueOf(contentType).toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON)) {
            throw new CallRefused(415, null, "Not JSON.");
        }
    }

    private static byte[] bytes(InputStream entity) throws IOException {
        byte[] bytes = entity.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CallRefused(413, null, "Too large.");
        }
        return bytes;
    }

    private Response answer(CallFault magic) throws InterruptedException {
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

    private static Response taken(StoredBatch batch) {
        return Response.status(Response.Status.CREATED).entity(batch.toJson()).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
