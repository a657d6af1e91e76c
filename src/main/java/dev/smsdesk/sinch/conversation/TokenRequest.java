package dev.smsdesk.sinch.conversation;

import dev.smsdesk.account.Credentials;
import dev.smsdesk.sinch.call.Advice;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.ErrorText;
import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/**
 * One call to the token endpoint, for client credentials. No message depends on how it ends: a call that fails has sent nothing. Source:
 * Sinch authentication reference, read 2026-11-23.
 */
final class TokenRequest {
    private static final int MOST_BYTES = 64 << 10;
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final Duration UNSAID_LIFE = Duration.ofMinutes(5);
    private final HttpCalls calls;
    private final WebTarget endpoint;
    private final String authorization;
    private final Clock clock;

    TokenRequest(HttpCalls calls, URI base, Credentials.App key, Clock clock) {
        this.calls = calls;
        this.endpoint = calls.target(base).path("oauth2/token");
        byte[] idAndSecret = (key.keyId() + ":" + key.keySecret()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(idAndSecret);
        this.clock = clock;
    }

    /** @param token null where there is none; @param life of the token; @param why null where there is a token */
    record TokenResult(String token, Duration life, SendOutcome why) {
        static TokenResult failed(SendOutcome why) {
            return new TokenResult(null, Duration.ZERO, why);
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Result[" + (token == null ? why : life) + "]";
        }
    }

    TokenResult send() {
        return calls.make(this::exchange, why -> TokenResult.failed(new NotSent(why)), why -> TokenResult.failed(notReached(why)));
    }

    private TokenResult exchange() {
        Entity<byte[]> form = Entity.entity("grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII),
            MediaType.APPLICATION_FORM_URLENCODED_TYPE);
        try {
            return meaning(calls.exchange("POST", endpoint, authorization, form, MOST_BYTES));
        } catch (IOException e) {
            return TokenResult.failed(HttpCalls.outcome(e) instanceof Unsure unsure ? notReached(unsure.why()) : HttpCalls.outcome(e));
        }
    }

    private TokenResult meaning(HttpAnswer answer) {
        int status = answer.status();
        if (status == 200) {
            return read(answer.body());
        }
        if (status == 429 || status == 503) {
            return TokenResult.failed(new Later(status, answer.wait(clock.instant())));
        }
        ErrorText said = oauth(answer.body());
        if (status == 401 || status == 403 || status == 400
            && said.code().matches("invalid_client|unauthorized_client|invalid_grant|access_denied")) {
            return TokenResult.failed(new Unauthorised(said.text(), Advice.CHECK_KEY.stored()));
        }
        return TokenResult.failed(status / 100 == 4 && status != 408
            ? new AccountRefused(status, said.code(), said.text(), Advice.CHECK_SINCH_URL.stored())
            : new NotSent(CallFault.TOKEN_ANSWERED.stored(status)));
    }

    private static TokenResult read(byte[] body) {
        if (body == null) {
            return TokenResult.failed(notReached(CallFault.ANSWER_TOO_LONG.stored()));
        }
        try {
            Fields answer = Fields.of(Json.object(body));
            String token = answer.text("access_token");
            if (token == null || !token.matches("[!-~]{1,16384}")) {
                return TokenResult.failed(notReached(CallFault.TOKEN_MISSING.stored()));
            }
            Integer seconds = answer.wholeNumber("expires_in");
            Duration life = seconds == null || seconds < 1 ? UNSAID_LIFE : Duration.ofSeconds(seconds);
            return new TokenResult(token, life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life, null);
        } catch (NotReadable e) {
            return TokenResult.failed(notReached(CallFault.ANSWER_UNREADABLE.stored(e.getMessage())));
        }
    }

    /** The shape of OAuth2, {@code error, error_description}, or Sinch's own. */
    private static ErrorText oauth(byte[] body) {
        try {
            Fields answer = Fields.of(Json.object(body == null ? new byte[0] : body));
            String error = answer.id("error");
            String description = answer.text("error_description");
            return error == null ? ErrorText.of(body) : new ErrorText(error, description == null ? "" : ErrorText.line(description), "");
        } catch (NotReadable e) {
            return ErrorText.of(null);
        }
    }

    private static NotSent notReached(String why) {
        return new NotSent(CallFault.NO_TOKEN.stored(why));
    }
}
