package dev.smsdesk.sandbox.sms;

import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Delivery reports in a list, and inbound texts. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/sandbox")
public final class SmsListsResource {
    private final SmsLists lists;
    private final SandboxStore store;

    public SmsListsResource(SmsLists lists, SandboxStore store) {
        this.lists = lists;
        this.store = store;
    }

    @GET
    @Path("delivery_reports")
    public Response reports(@Context UriInfo uri) {
        String[] known = {"page", "page_size", "start_date", "end_date", "status", "code", "client_reference"};
        return ok(lists.reports(new QueryValues(uri.getQueryParameters(), known)));
    }

    @GET
    @Path("inbounds")
    public Response inbounds(@Context UriInfo uri) {
        String[] known = {"page", "page_size", "start_date", "end_date", "to", "client_reference"};
        return ok(lists.inbounds(new QueryValues(uri.getQueryParameters(), known)));
    }

    @GET
    @Path("inbounds/{inbound}")
    public Response inbound(@PathParam("inbound") String inbound) {
        return ok(store.json(Kind.SMS_INBOUND, inbound).orElseThrow(CallRefused::notFound));
    }

    private static Response ok(String json) {
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
