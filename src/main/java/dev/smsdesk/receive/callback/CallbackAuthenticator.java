package dev.smsdesk.receive.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.inbox.SelfTestMark;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.sinch.signature.Verdict;
import dev.smsdesk.trust.BasicPassword;
import dev.smsdesk.trust.SecretHits;
import dev.smsdesk.trust.SecretRing;
import dev.smsdesk.trust.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Checks that a request comes from Sinch: by its signature; or, if the settings allow it and there is no signature, by user and password.
 */
public final class CallbackAuthenticator {
    private static final String AUTHORIZATION = "Authorization";
    private final SecretRing secrets;
    private final SecretHits hits;
    private final SignatureCheck check;

    public CallbackAuthenticator(Trust trust, SignatureCheck check) {
        this.secrets = trust.ring();
        this.hits = trust.hits();
        this.check = check;
    }

    /**
     * @param refusal    null if it is genuine
     * @param secretName the secret that verified it, or {@link BasicPassword#NAME}; nonce and signedAt are null for the password
     */
    record Authentication(RefusalReason refusal, String secretName, String nonce, Instant signedAt) {}

    /** Whether anything on this path could prove it; if not, its body need not be read. A signed request needs a secret. */
    boolean isPossible(Channel channel, Map<String, List<String>> headers) {
        return !secrets.of(channel).isEmpty() || secrets.password(channel).isPresent() && !SignatureCheck.isSigned(headers);
    }

    /** A request with any signature header is judged by its signature alone: a wrong one never falls back to the password. */
    Authentication of(Channel channel, Map<String, List<String>> headers, byte[] body) {
        List<Secret> live = secrets.of(channel);
        SignatureCheck.SignatureResult result = check.check(headers, body, live);
        BasicPassword password = secrets.password(channel).orElse(null);
        if (result.verdict() == Verdict.NOT_SIGNED && password != null) {
            return byPassword(channel, password.check(authorization(headers)));
        }
        if (result.secretName() != null && !SelfTestMark.isOn(body)) {
            hits.hit(channel, result.secretName());
        }
        return new Authentication(RefusalReason.of(result.verdict()), result.secretName(), result.nonce(), result.signedAt());
    }

    private static List<String> authorization(Map<String, List<String>> headers) {
        return headers.entrySet().stream().filter(header -> AUTHORIZATION.equalsIgnoreCase(header.getKey()))
            .flatMap(header -> header.getValue().stream()).toList();
    }

    private Authentication byPassword(Channel channel, BasicPassword.PasswordVerdict verdict) {
        RefusalReason refusal = switch (verdict) {
            case FITS -> null;
            case ABSENT -> RefusalReason.BASIC_MISSING;
            default -> RefusalReason.BASIC_REFUSED;
        };
        if (refusal == null) {
            hits.hit(channel, BasicPassword.NAME);
        }
        return new Authentication(refusal, refusal == null ? BasicPassword.NAME : null, null, null);
    }

    /** Whether a mismatch may be this server's own fault; see {@link RefusalReason#mayFitAnotherSecret()}. */
    boolean isUnsettled(Channel channel) {
        return secrets.isUnsettled(channel);
    }
}
