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

/** Receives Sinch's callbacks. The filter has verified them; here they are stored, and 200 confirms that. */
@Path("callbacks/{family: sms|conversation}")
public final class CallbackResource {
    private final Inbox inbox;
    private final CallbackMetrics traffic;

    public CallbackResource(Inbox inbox, CallbackMetrics traffic) {
        this.inbox = inbox;
        this.traffic = traffic;
    }

    /**
     * 200 after the commit; 503 with Retry-After if the callback was not stored within 3 s.
     * @param request without {@code @Context}: Jersey then passes it directly, which saves a twelfth of a request's CPU time
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

    /** JAX-RS would answer OPTIONS itself, with 200. */
    @OPTIONS
    public Response options() {
        throw new NotAllowedException("POST");
    }
}
