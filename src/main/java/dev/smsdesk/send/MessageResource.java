package dev.smsdesk.send;

import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.ApiRequest;
import dev.smsdesk.access.key.NeedsKey;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Draft;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Category;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** Sending one message by script, such as a one-time code: a batch of one. */
@Path("messages")
public final class MessageResource {
    private static final List<String> MEMBERS = List.of("from", "to", "text", "allow_unassigned", "via", "category");
    private final Composer composer;
    private final Outbox outbox;

    public MessageResource(Composer composer, Outbox outbox) {
        this.composer = composer;
        this.outbox = outbox;
    }

    /** 202 once the batch is committed; {@code Location} is its path. */
    @POST
    @NeedsKey(Role.SENDER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response post(InputStream body, @Context HttpHeaders headers, @Context SecurityContext caller, @Context UriInfo uri) {
        String key = ApiRequest.idempotencyKey(headers);
        JsonBody json = JsonBody.of(JsonBody.bytes(body), "a JSON object with from, to and text");
        Order order = order(json);
        String who = ApiRequest.who(caller);
        String id = outbox.enqueue(order, who, key == null ? null : new Idempotency(who, key, json.digest()));
        return Response.accepted(new BatchCreated(id)).header(HttpHeaders.LOCATION, BatchResource.path(uri, id)).build();
    }

    private Order order(JsonBody json) {
        String category = json.text("category");
        String to = json.text("to");
        Draft draft = new Draft(json.text("from"), to == null ? List.of() : List.of(to), json.text("text"), null,
            json.flag("allow_unassigned"), json.text("via"), category == null ? Category.TRANSACTIONAL.word() : category);
        json.only(MEMBERS);
        json.faults().refuse();
        return composer.one(draft);
    }
}
