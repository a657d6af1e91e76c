package dev.smsdesk.send;

import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.ApiRequest;
import dev.smsdesk.access.key.NeedsKey;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Slice;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** Sending and following a batch by script. */
@Path("batches")
public final class BatchResource {
    private static final int RECIPIENTS_A_PAGE = 1000;
    private final Composer composer;
    private final Outbox outbox;
    private final UploadedBatches uploaded;
    private final BatchDrafts drafts;
    private final BatchActions actions;
    private final Messages messages;

    public BatchResource(Composer composer, Outbox outbox, UploadedBatches uploaded, BatchDrafts drafts, BatchActions actions,
            Messages messages) {
        this.composer = composer;
        this.outbox = outbox;
        this.uploaded = uploaded;
        this.drafts = drafts;
        this.actions = actions;
        this.messages = messages;
    }

    /**
     * 202 once the batch is committed; {@code Location} is path-absolute and does not depend on the request's host. With
     * {@code ?validate_only=true} nothing is stored, and 200 says what it would be.
     */
    @POST
    @NeedsKey(Role.SENDER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response post(InputStream body, @QueryParam("validate_only") String validateOnly, @Context HttpHeaders headers,
            @Context SecurityContext caller, @Context UriInfo uri) {
        String key = ApiRequest.idempotencyKey(headers);
        BatchRequest request = BatchRequest.from(JsonBody.bytes(body));
        if (ApiRequest.flag("validate_only", validateOnly)) {
            return Response.ok(preview(request).answer()).build();
        }
        String who = ApiRequest.who(caller);
        Idempotency once = key == null ? null : new Idempotency(who, key, request.digest());
        return created(Response.accepted(), stored(request, who, once), uri);
    }

    private String stored(BatchRequest request, String who, Idempotency once) {
        if (request.upload() == null) {
            Order order = composer.order(request.draft());
            return request.isDraft() ? drafts.create(order, who, once) : outbox.enqueue(order, who, once);
        }
        Order order = composer.orderWithoutRecipients(request.draft());
        return request.isDraft() ? uploaded.draft(order, request.upload(), request.goodOnly(), who, once)
            : uploaded.enqueue(order, request.upload(), request.goodOnly(), who, once);
    }

    private static Response created(Response.ResponseBuilder answer, String id, UriInfo uri) {
        return answer.entity(new BatchCreated(id)).header(HttpHeaders.LOCATION, path(uri, id)).build();
    }

    /** The number previewed is the number sent: recipients come from the same checks. */
    private Preview preview(BatchRequest request) {
        if (request.upload() != null) {
            return uploaded.preview(composer.orderWithoutRecipients(request.draft()), request.upload(), request.goodOnly());
        }
        Order order = composer.order(request.draft());
        outbox.requireAccount(order);
        Preview preview = new Preview(order.text());
        order.to().forEach(preview::add);
        composer.repeated(request.draft()).forEach(number -> preview.leaveOut(number.e164(), "duplicate"));
        return preview;
    }

    /** @param after a recipient's id, as {@code next} gives it, or null for the first page */
    @GET
    @Path("{id}")
    @NeedsKey(Role.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("id") String id, @QueryParam("after") String after, @Context UriInfo uri) {
        if (after != null && !Ids.isId(after)) {
            throw new ProblemException(List.of(new FieldError("/after",
                "Take after from the member next, or leave it out for the first page.")));
        }
        return with(Response.ok(), id, after, uri);
    }

    /** 202 with the batch; 409 where it is too late. */
    @POST
    @Path("{id}/{action: pause|resume|cancel}")
    @NeedsKey(Role.SENDER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response act(@PathParam("id") String id, @PathParam("action") String action, @Context SecurityContext caller,
        @Context UriInfo uri) {
        switch (action) {
            case "pause" -> actions.pause(id, ApiRequest.who(caller));
            case "resume" -> actions.resume(id, ApiRequest.who(caller));
            default -> actions.cancel(id, ApiRequest.who(caller));
        }
        return with(Response.accepted(), id, null, uri);
    }

    /** A draft says something else: 202 with it; 428 without If-Match, 412 where it was changed since. */
    @PATCH
    @Path("{id}")
    @NeedsKey(Role.SENDER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, InputStream body, @Context HttpHeaders headers, @Context UriInfo uri) {
        drafts.change(id, IfMatch.required(headers.getRequestHeader(HttpHeaders.IF_MATCH)), JsonBody.bytes(body));
        return with(Response.accepted(), id, null, uri);
    }

    /** From now on it is sent: 202 with the batch. If-Match may say which version. */
    @POST
    @Path("{id}/confirm")
    @NeedsKey(Role.SENDER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response confirm(@PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext caller,
        @Context UriInfo uri) {
        drafts.confirm(id, IfMatch.of(headers.getRequestHeader(HttpHeaders.IF_MATCH)), ApiRequest.who(caller));
        return with(Response.accepted(), id, null, uri);
    }

    /** 202 with the new draft. */
    @POST
    @Path("{id}/duplicate")
    @NeedsKey(Role.SENDER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response duplicate(@PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext caller,
            @Context UriInfo uri) {
        String copy = drafts.duplicate(id, ApiRequest.who(caller), Idempotency.of(caller, headers, "duplicate " + id));
        return with(Response.accepted().header(HttpHeaders.LOCATION, path(uri, copy)), copy, null, uri);
    }

    /** 201 with the id of a new draft of the failed recipients. */
    @POST
    @Path("{id}/resend-failed")
    @NeedsKey(Role.SENDER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response resendFailed(@PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext caller,
            @Context UriInfo uri) {
        Idempotency once = Idempotency.of(caller, headers, "resend-failed " + id);
        return created(Response.status(Response.Status.CREATED), drafts.resendFailed(id, ApiRequest.who(caller), once), uri);
    }

    /** The text of a draft to one number, now: 202 with that batch of one. */
    @POST
    @Path("{id}/test")
    @NeedsKey(Role.SENDER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response test(@PathParam("id") String id, InputStream body, @Context HttpHeaders headers, @Context SecurityContext caller,
            @Context UriInfo uri) {
        JsonBody json = JsonBody.of(JsonBody.bytes(body), "a JSON object with to");
        String to = json.text("to");
        boolean allowUnassigned = json.flag("allow_unassigned");
        json.only(List.of("to", "allow_unassigned"));
        json.faults().refuse();
        String test = drafts.test(id, to, allowUnassigned, ApiRequest.who(caller), Idempotency.of(caller, headers,
            "test " + id + " " + to + " " + allowUnassigned));
        return with(Response.accepted().header(HttpHeaders.LOCATION, path(uri, test)), test, null, uri);
    }

    private Response with(Response.ResponseBuilder answer, String id, String after, UriInfo uri) {
        Batch batch = messages.batch(id).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND,
            "There is no such batch. Check its id."));
        Slice<Recipient> recipients = messages.recipients(id, after, RECIPIENTS_A_PAGE);
        String next = recipients.next() == null ? null : path(uri, id) + "?after=" + recipients.next();
        return answer.entity(BatchAnswer.of(batch, messages.counts(id), recipients, next)).tag(String.valueOf(batch.getVersion())).build();
    }

    /** Of the batch, without a host. */
    static String path(UriInfo uri, String id) {
        return uri.getBaseUri().getRawPath() + "batches/" + id;
    }
}
