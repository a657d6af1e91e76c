package dev.smsdesk.receive.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.callback.SelfTestCall.AnswerKind;
import dev.smsdesk.receive.callback.SelfTestCall.CallOutcome;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Ids;
import dev.smsdesk.trust.SecretRing;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * Posts callbacks to this server on Sinch's way: through SMSDESK_PUBLIC_URL, signed with the live secret. It passes only if exactly these
 * bytes are found in the table. Otherwise smaller bodies show what is changed or refused on the way.
 */
public final class SelfTest {
    private final URI publicUrl;
    private final SecretRing secrets;
    private final Callbacks callbacks;
    private final Refusals refusals;
    private final Ids ids;
    private final Clock clock;

    /** @param publicUrl null if SMSDESK_PUBLIC_URL is not set */
    public SelfTest(URI publicUrl, SecretRing secrets, Callbacks callbacks, Refusals refusals, Ids ids, Clock clock) {
        this.publicUrl = publicUrl;
        this.secrets = secrets;
        this.callbacks = callbacks;
        this.refusals = refusals;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param sentence what happened and what to do */
    public record SelfTestResult(boolean arrived, String sentence) {
        static SelfTestResult failed(String sentence) {
            return new SelfTestResult(false, sentence);
        }
    }

    public SelfTestResult run(Channel channel) {
        List<Secret> live = secrets.of(channel);
        if (publicUrl == null) {
            return SelfTestResult.failed(SelfTestText.NO_ADDRESS.with());
        }
        if (live.isEmpty()) {
            return SelfTestResult.failed(SelfTestText.NO_SECRET.with());
        }
        URI target = URI.create(publicUrl + channel.callbackPath());
        try {
            return test(new SelfTestCall(channel, target, live.get(0), callbacks, refusals, ids, clock), target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SelfTestResult.failed(SelfTestText.STOPPING.with());
        }
    }

    private SelfTestResult test(SelfTestCall call, URI target) throws InterruptedException {
        SelfTestDiagnosis diagnosis = new SelfTestDiagnosis(call, target, ids);
        CallOutcome rich = call.post(SelfTestBody.rich(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
        if (!rich.isKept()) {
            return SelfTestResult.failed(rich.kind() == AnswerKind.BROKEN && !rich.detail().equals("IOException") ? diagnosis.general(rich)
                : diagnosis.ofRich(rich));
        }
        CallOutcome large = call.post(SelfTestBody.large(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
        if (!large.isKept()) {
            return SelfTestResult.failed(diagnosis.ofLarge(large));
        }
        CallOutcome zipped = call.post(SelfTestBody.zipped(ids.next()), "gzip", SelfTestCall.RICH_SIGNATURE);
        if (!zipped.isKept()) {
            return SelfTestResult.failed(diagnosis.ofZipped(zipped));
        }
        return new SelfTestResult(true, SelfTestText.ARRIVED.with(target));
    }
}
