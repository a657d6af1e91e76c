package dev.smsdesk.receive.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.callback.SelfTestCall.Kind;
import dev.smsdesk.receive.callback.SelfTestCall.Outcome;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Ids;
import dev.smsdesk.trust.SecretRing;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * Posts callbacks to ourselves the way that Sinch takes: through SMSDESK_PUBLIC_URL, signed with the live secret. It has passed only where the very bytes are
 * found in our table. Where it has not, smaller bodies tell what is changed or refused on the way.
 */
public final class SelfTest {
    private final URI publicUrl;
    private final SecretRing secrets;
    private final Callbacks callbacks;
    private final Refusals refusals;
    private final Ids ids;
    private final Clock clock;

    /** @param publicUrl null where SMSDESK_PUBLIC_URL is not set */
    public SelfTest(URI publicUrl, SecretRing secrets, Callbacks callbacks, Refusals refusals, Ids ids, Clock clock) {
        this.publicUrl = publicUrl;
        this.secrets = secrets;
        this.callbacks = callbacks;
        this.refusals = refusals;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param sentence what happened and what to do */
    public record Result(boolean arrived, String sentence) {
        static Result failed(String sentence) {
            return new Result(false, sentence);
        }
    }

    public Result run(Channel channel) {
        List<Secret> live = secrets.of(channel);
        if (publicUrl == null) {
            return Result.failed("SMSDESK_PUBLIC_URL is not set, so there is no address to test. Set it to the https address by which Sinch reaches this server.");
        }
        if (live.isEmpty()) {
            return Result.failed("No secret is set for this path, so nothing can be signed. Set SINCH_WEBHOOK_SECRET.");
        }
        URI target = URI.create(publicUrl + channel.callbackPath());
        try {
            return test(new SelfTestCall(channel, target, live.get(0), callbacks, refusals, ids, clock), target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.failed("The server is stopping.");
        }
    }

    private Result test(SelfTestCall call, URI target) throws InterruptedException {
        SelfTestDiagnosis diagnosis = new SelfTestDiagnosis(call, target, ids);
        Outcome rich = call.post(SelfTestBody.rich(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
        if (!rich.isKept()) {
            return Result.failed(rich.kind() == Kind.BROKEN && !rich.detail().equals("IOException") ? diagnosis.general(rich) : diagnosis.ofRich(rich));
        }
        Outcome large = call.post(SelfTestBody.large(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
        if (!large.isKept()) {
            return Result.failed(diagnosis.ofLarge(large));
        }
        Outcome zipped = call.post(SelfTestBody.zipped(ids.next()), "gzip", SelfTestCall.RICH_SIGNATURE);
        if (!zipped.isKept()) {
            return Result.failed(diagnosis.ofZipped(zipped));
        }
        return new Result(true, "It arrived unchanged, the signature held, and it is kept; so are one of 300 KB and a compressed one. Sinch can reach " + target + ".");
    }
}
