package dev.smsdesk.sandbox.sms;

import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sinch.json.PhoneDigits;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Delivery reports of one batch, and of one of its recipients. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/sandbox/batches/{batch}/delivery_report")
public final class SmsReportsResource {
    private final SmsSandbox sandbox;

    public SmsReportsResource(SmsSandbox sandbox) {
        this.sandbox = sandbox;
    }

    @GET
    public Response ofBatch(@PathParam("batch") String batch, @Context UriInfo uri) {
        QueryValues query = new QueryValues(uri.getQueryParameters(), "type", "status", "code");
        boolean full = query.word("type", List.of("summary", "full")).equals("full");
        return ok(sandbox.delivery(sandbox.batch(batch)).report(sandbox.now(), full, query.words("status"), query.words("code")));
    }

    @GET
    @Path("{recipient}")
    public Response ofRecipient(@PathParam("batch") String batch, @PathParam("recipient") String recipient) {
        return ok(sandbox.delivery(sandbox.batch(batch)).report(sandbox.now(), PhoneDigits.of(recipient)));
    }

    private static Response ok(String json) {
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
