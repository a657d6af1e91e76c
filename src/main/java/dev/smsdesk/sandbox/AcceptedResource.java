package dev.smsdesk.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sinch.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * How many calls the sandbox accepted with each {@code client_reference} or {@code message_metadata}: proves that nothing was sent twice.
 * Sinch has no such address. Opened by the API token.
 */
@Path("sandbox/accepted")
public final class AcceptedResource {
    private final SandboxStore store;

    public AcceptedResource(SandboxStore store) {
        this.store = store;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        QueryValues query = new QueryValues(uri.getQueryParameters(), "reference", "page", "page_size");
        int size = query.number("page_size", 1000, 1, 1000);
        ObjectNode json = Json.newObject();
        ArrayNode accepted = json.putArray("accepted");
        store.accepted(query.text("reference"), query.number("page", 0, 0, 1_000_000) * size, size).forEach(one -> accepted.addObject()
            .put("channel", one.kind() == Kind.BATCH ? "sms" : "conversation").put("reference", one.reference()).put("calls", one.calls()));
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
