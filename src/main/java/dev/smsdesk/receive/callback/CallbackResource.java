package dev.smsdesk.receive.callback;

import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.inbox.Inbox;
import dev.smsdesk.receive.inbox.VerifiedCallback;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;

/** Where Sinch posts. The filter has proven the bytes; here they are kept, and 200 says that they are. */
@Path("callbacks/{family: sms|conversation}")
public final class CallbackResource {
    private final Inbox inbox;
    private final CallbackMetrics traffic;

    public CallbackResource(Inbox inbox, CallbackMetrics traffic) {
        this.inbox = inbox;
        this.traffic = traffic;
    }

    /**
     * 200 after commit; 503 with Retry-After when the callback could not be kept within 3 s.
     * @param request without {@code @Context}: so Jersey hands it over instead of looking for it, for a twelfth of a request's time in its thread
     */
    @POST
    @SignedBySinch
    public void receive(ContainerRequestContext request, @Suspended AsyncResponse answer) {
        Long begun = (Long) request.getProperty(CallbackHeaders.BEGUN);
        inbox.keep((VerifiedCallback) request.getProperty(SignatureFilter.ARRIVAL)).whenComplete((kept, fault) -> {
            if (fault == null) {
                answer.resume(Response.ok().build());
                if (begun != null) {
                    traffic.acknowledged(System.nanoTime() - begun);
                }
            } else {
                answer.resume(fault);
            }
        });
    }

    /** JAX-RS would answer OPTIONS by itself, with 200. */
    @OPTIONS
    public Response options() {
        throw new NotAllowedException("POST");
    }
}
