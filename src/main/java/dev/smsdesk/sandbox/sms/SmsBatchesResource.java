package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.AnsweredOnce;
import dev.smsdesk.sandbox.MagicFault;
import dev.smsdesk.sandbox.ErrorForm;
import dev.smsdesk.sandbox.FaultAnswers;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.RequestBody;
import dev.smsdesk.store.TokenBucket;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.time.Duration;
import java.util.Optional;

/** …/xms/v1/sandbox/batches, as Sinch answers it. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/sandbox/batches")
public final class SmsBatchesResource {
    static final int BURST = 1000;
    /** 200 calls a second: more than SMS Desk makes, so that only a runaway program meets the limit. */
    private static final Duration THEN_ONE_EACH = Duration.ofMillis(5);

    private final SmsSandbox sandbox;
    private final SmsLists lists;
    private final FaultAnswers faults;
    private final AnsweredOnce seen = new AnsweredOnce();
    private final TokenBucket rate;

    public SmsBatchesResource(SmsSandbox sandbox, SmsLists lists, FaultAnswers faults, Clock clock) {
        this.sandbox = sandbox;
        this.lists = lists;
        this.faults = faults;
        this.rate = new TokenBucket(BURST, THEN_ONE_EACH, clock);
    }

    @POST
    public Response send(@HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity) throws IOException, InterruptedException {
        if (!rate.take()) {
            return faults.of(MagicFault.tooMany(rate.untilNext()), ErrorForm.SMS);
        }
        RequestedBatch request = sandbox.checked(json(type, entity));
        Optional<MagicFault> fault = seen.fault(request.to(), request.clientReference(), MagicNumber::smsFault);
        if (fault.isPresent()) {
            if (fault.get().accepted()) {
                sandbox.accept(request);
            }
            return faults.of(fault.get(), ErrorForm.SMS);
        }
        return Response.status(Response.Status.CREATED).entity(sandbox.accept(request).toJson()).type(MediaType.APPLICATION_JSON_TYPE)
            .build();
    }

    @GET
    public Response list(@Context UriInfo uri) {
        return ok(lists.batches(new QueryValues(uri.getQueryParameters(), "page", "page_size", "start_date", "end_date", "from",
            "client_reference")));
    }

    /** What would be sent; nothing is. */
    @POST
    @Path("dry_run")
    public Response dryRun(@Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity)
            throws IOException {
        QueryValues query = new QueryValues(uri.getQueryParameters(), "per_recipient", "number_of_recipients");
        int shown = query.flag("per_recipient") ? query.number("number_of_recipients", 100, 0, 1000) : 0;
        return ok(DryRun.of(sandbox.checked(json(type, entity)), shown));
    }

    @GET
    @Path("{batch}")
    public Response get(@PathParam("batch") String batch) {
        return ok(sandbox.batch(batch).toJson());
    }

    @POST
    @Path("{batch}")
    public Response update(@PathParam("batch") String batch, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity)
            throws IOException {
        return ok(sandbox.update(batch, json(type, entity)).toJson());
    }

    @PUT
    @Path("{batch}")
    public Response replace(@PathParam("batch") String batch, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity)
            throws IOException {
        return ok(sandbox.replace(batch, json(type, entity)).toJson());
    }

    @DELETE
    @Path("{batch}")
    public Response cancel(@PathParam("batch") String batch) {
        return ok(sandbox.cancel(batch).toJson());
    }

    @POST
    @Path("{batch}/delivery_feedback")
    public Response feedback(@PathParam("batch") String batch, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream entity)
            throws IOException {
        sandbox.feedback(batch, json(type, entity));
        return Response.accepted().build();
    }

    private static JsonNode json(String type, InputStream entity) throws IOException {
        return Members.object(RequestBody.json(type, entity));
    }

    private static Response ok(String json) {
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
