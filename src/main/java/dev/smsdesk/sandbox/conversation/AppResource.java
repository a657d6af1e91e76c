package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.RequestBody;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.callback.CallbackQueue;
import dev.smsdesk.sinch.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/** The app: what it is, what may be changed of it, its webhooks. Source: Sinch Conversation API reference, read 2026-11-23. */
@Path("sandbox/v1/projects/sandbox/apps")
public final class AppResource {
    private final ConversationSandbox sandbox;
    private final CallbackQueue queue;

    public AppResource(ConversationSandbox sandbox, CallbackQueue queue) {
        this.sandbox = sandbox;
        this.queue = queue;
    }

    @GET
    public Response list() {
        return ok("{\"apps\":[" + sandbox.app().app(queue.waiting()) + "]}");
    }

    @GET
    @Path("{app}")
    public Response get(@PathParam("app") String app) {
        requireApp(app);
        return ok(sandbox.app().app(queue.waiting()));
    }

    /** Changes the mode, how long messages are kept in mode DISPATCH, and the override secret. */
    @PATCH
    @Path("{app}")
    public Response change(@PathParam("app") String app, @Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream entity) throws IOException {
        requireApp(app);
        Set<String> mask = new QueryValues(uri.getQueryParameters(), "update_mask").words("update_mask");
        JsonNode json = Members.object(RequestBody.json(type, entity));
        if (!mask.isEmpty()) {
            ((ObjectNode) json).retain(mask.stream().map(path -> path.replaceFirst("\\..*", "")).toList());
        }
        return ok(sandbox.changeApp(json).app(queue.waiting()));
    }

    @GET
    @Path("{app}/webhooks")
    public Response webhooks(@PathParam("app") String app) {
        requireApp(app);
        ObjectNode json = Json.newObject();
        ArrayNode webhooks = json.putArray("webhooks");
        sandbox.webhooks().all().forEach(webhook -> webhooks.add(webhook.json()));
        return ok(json.toString());
    }

    private static void requireApp(String app) {
        if (!app.equals(SandboxSettings.NAME)) {
            throw new CallRefused(404, null, "There is no such app: the app id of the sandbox is " + SandboxSettings.NAME);
        }
    }

    private static Response ok(String json) {
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
