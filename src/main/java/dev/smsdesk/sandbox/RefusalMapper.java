package dev.smsdesk.sandbox;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** A refused call becomes an answer; the filter, which knows the path, writes its body in the form of the API that was called. */
public final class RefusalMapper implements ExceptionMapper<CallRefused>, ContainerResponseFilter {
    @Override
    public Response toResponse(CallRefused refused) {
        return Response.status(refused.status()).entity(refused).build();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof CallRefused refused) {
            String body = ErrorForm.of(request.getUriInfo().getPath()).body(refused.status(), refused.code(), refused.getMessage());
            response.setEntity(body, null, body == null ? null : MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
