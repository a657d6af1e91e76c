package dev.smsdesk.sandbox.conversation;

import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.RequestBody;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Webhooks one by one; the list is the app's. Source: Sinch Conversation API reference, read 2026-11-23. */
@Path("sandbox/v1/projects/sandbox/webhooks")
public final class WebhooksResource {
    private final Webhooks webhooks;

    public WebhooksResource(ConversationSandbox sandbox) {
        this.webhooks = sandbox.webhooks();
    }

    @POST
    public Response create(@HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity) throws IOException {
        return ok(webhooks.create(Members.object(RequestBody.json(type, entity))));
    }

    @GET
    @Path("{webhook}")
    public Response get(@PathParam("webhook") String webhook) {
        return ok(webhooks.webhook(webhook));
    }

    @PATCH
    @Path("{webhook}")
    public Response update(@PathParam("webhook") String webhook, @Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream entity) throws IOException {
        Set<String> mask = new QueryValues(uri.getQueryParameters(), "update_mask").words("update_mask");
        return ok(webhooks.update(webhook, Members.object(RequestBody.json(type, entity)), mask));
    }

    @DELETE
    @Path("{webhook}")
    public Response delete(@PathParam("webhook") String webhook) {
        webhooks.delete(webhook);
        return Response.ok("{}", MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response ok(AppWebhook webhook) {
        return Response.ok(webhook.json().toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
