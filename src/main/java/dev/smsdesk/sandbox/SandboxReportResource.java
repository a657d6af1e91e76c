package dev.smsdesk.sandbox;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** GET …/batches/{batch}/delivery_report, of all recipients or of one, as Sinch answers it. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/{plan}/batches/{batch}/delivery_report")
public final class SandboxReportResource {
    private final Sandbox sandbox;
    private final SandboxAuth door;

    public SandboxReportResource(Sandbox sandbox, SandboxSettings settings) {
        this.sandbox = sandbox;
        this.door = new SandboxAuth(settings);
    }

    @GET
    public Response ofBatch(@PathParam("plan") String plan, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("batch") String batch,
            @QueryParam("type") @DefaultValue("summary") String type, @QueryParam("status") String status, @QueryParam("code") String code) {
        return door.answer(plan, authorization, () -> {
            if (!Set.of("summary", "full").contains(type)) {
                throw CallRefused.format("'" + type + "' is not a valid type");
            }
            return sandbox.standing(batch).report(type.equals("full"), listed(status), listed(code));
        });
    }

    @GET
    @Path("{recipient}")
    public Response ofRecipient(@PathParam("plan") String plan, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("batch") String batch,
            @PathParam("recipient") String recipient) {
        return door.answer(plan, authorization, () -> sandbox.standing(batch).report(recipient));
    }

    /** Comma-separated, as all of Sinch's lists. */
    private static Set<String> listed(String parameter) {
        return parameter == null || parameter.isBlank() ? Set.of() : new HashSet<>(List.of(parameter.split(",")));
    }
}
