package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.AnsweredOnce;
import dev.smsdesk.sandbox.MagicFault;
import dev.smsdesk.sandbox.ErrorForm;
import dev.smsdesk.sandbox.FaultAnswers;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.RequestBody;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.WireInstant;
import dev.smsdesk.sinch.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Sends and lists messages, as Sinch answers it. Source: Sinch Conversation API reference, read 2026-11-23. */
@Path("sandbox/v1/projects/sandbox")
public final class MessagesResource {
    private final ConversationSandbox sandbox;
    private final ConversationLists lists;
    private final FaultAnswers faults;
    private final AnsweredOnce seen = new AnsweredOnce();

    public MessagesResource(ConversationSandbox sandbox, SandboxSettings settings, SandboxStore store, FaultAnswers faults, Clock clock) {
        this.sandbox = sandbox;
        this.lists = new ConversationLists(settings, store, clock);
        this.faults = faults;
    }

    @POST
    @Path("messages:send")
    public Response send(@HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity) throws IOException, InterruptedException {
        JsonNode json = Members.object(RequestBody.json(type, entity));
        RequestedMessage request = sandbox.checked(json);
        String reference = request.metadata().isEmpty() ? null : request.metadata();
        Optional<MagicFault> fault = seen.fault(List.of(request.identity()), reference, MagicNumber::conversationFault);
        if (fault.isPresent()) {
            if (fault.get().accepted()) {
                sandbox.accept(request, json);
            }
            return faults.of(fault.get(), ErrorForm.CONVERSATION);
        }
        StoredMessage message = sandbox.accept(request, json);
        return ok(Json.newObject().put("message_id", message.id()).put("accepted_time", WireInstant.of(message.acceptedAt())).toString());
    }

    @GET
    @Path("messages")
    public Response list(@Context UriInfo uri) {
        String[] known = {"app_id", "channel", "channel_identity", "direction", "start_time", "end_time", "messages_source", "view",
            "page_size", "page_token"};
        return ok(lists.messages(new QueryValues(uri.getQueryParameters(), known), sandbox.app()));
    }

    @GET
    @Path("messages/{message}")
    public Response get(@PathParam("message") String message, @Context UriInfo uri) {
        boolean dispatch = ConversationLists.isDispatch(new QueryValues(uri.getQueryParameters(), "messages_source"));
        return ok(lists.message(message, dispatch, sandbox.app()));
    }

    private static Response ok(String json) {
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
