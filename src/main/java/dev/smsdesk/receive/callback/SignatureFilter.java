package dev.smsdesk.receive.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.inbox.VerifiedCallback;
import dev.smsdesk.receive.refusal.CallbackRequest;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.store.Sha256;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the raw body once, up to a limit, and passes only verified requests on. Nothing is parsed, inflated or decoded before the
 * signature is verified. Refusals are recorded off the request path.
 * @see "docs/decisions/003-order-of-checks.md"
 */
@SignedBySinch
public final class SignatureFilter implements ContainerRequestFilter {
    static final String ARRIVAL = "smsdesk.callback.arrival";
    private static final Duration COME_AGAIN = Duration.ofSeconds(30);
    private static final int KEPT_HEADER_CHARS = 255;
    private static final Logger log = LoggerFactory.getLogger(SignatureFilter.class);

    private final CallbackAuthenticator authenticator;
    private final Refusals refusals;
    private final CallbackMetrics traffic;
    private final Clock clock;

    public SignatureFilter(CallbackAuthenticator authenticator, Refusals refusals, CallbackMetrics traffic, Clock clock) {
        this.authenticator = authenticator;
        this.refusals = refusals;
        this.traffic = traffic;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Channel channel = Channel.valueOf(request.getUriInfo().getPathParameters().getFirst("family").toUpperCase(Locale.ROOT));
        CallbackRequest attempt = new CallbackRequest(channel, request::getProperty);
        if (!authenticator.isPossible(channel, attempt.headers())) {
            throw refused(attempt, RefusalReason.NO_SECRET);
        }
        byte[] body = read(attempt, request.getEntityStream());
        if (body == null) {
            throw refused(attempt, RefusalReason.TOO_LARGE);
        }
        CallbackAuthenticator.Authentication result = authenticator.of(channel, attempt.headers(), body);
        if (result.refusal() != null) {
            throw refused(attempt.signedAt(result.signedAt()), result.refusal());
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        request.setProperty(ARRIVAL, new VerifiedCallback(channel, body, Sha256.of(body), kept(request, CallbackRequest.CONTENT_TYPE),
            kept(request, CallbackRequest.ENCODING), result.nonce(), result.signedAt(), result.secretName(), clock.instant()));
    }

    /** The gate has collected the body; if a read fails all the same, Sinch is asked to retry. */
    private static byte[] read(CallbackRequest attempt, InputStream in) {
        try {
            return attempt.readBody(in, VerifiedCallback.MAX_BODY_BYTES);
        } catch (IOException e) {
            log.debug("callback body broke off cause={}", e.toString());
            throw new ProblemException(ProblemType.BODY_BROKEN, ProblemDetail.BODY_BROKEN.toString(), COME_AGAIN);
        }
    }

    private ProblemException refused(CallbackRequest attempt, RefusalReason reason) {
        ProblemType answer = reason.answer(authenticator.isUnsettled(attempt.channel()));
        refusals.record(attempt, reason, answer.status());
        traffic.refused(attempt.channel(), reason);
        String detail = switch (answer) {
            case SIGNATURE_REFUSED, PASSWORD_REFUSED -> "This is not proven to come from Sinch, or too old.";
            case TOO_LARGE -> "A callback has at most 1 MiB.";
            case SECRETS_CHANGING -> "This fits none of our secrets, which are being changed. Send it again later.";
            case CLOCK_BEHIND -> "The signature's time is still to come here. Send it again later.";
            default -> "No secret is configured for this path. Send it again later.";
        };
        return new ProblemException(answer, detail, answer.status() == 503 ? COME_AGAIN : null);
    }

    private static String kept(ContainerRequestContext request, String attribute) {
        return Text.cut((String) request.getProperty(attribute), KEPT_HEADER_CHARS);
    }
}
