package dev.smsdesk.sinch.conversation;

import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.TokenAnswer.NoToken;
import dev.smsdesk.sinch.conversation.TokenAnswer.Token;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls that carry an access token. Where Sinch says that the token has expired, it is renewed and the call made once more: the first one
 * did nothing.
 */
final class TokenCalls implements AutoCloseable {
    private final HttpCalls calls;
    private final OAuthTokens tokens;
    private final Duration total;

    TokenCalls(HttpCalls calls, OAuthTokens tokens, Timeouts timeouts) {
        this.calls = calls;
        this.tokens = tokens;
        this.total = timeouts.total();
    }

    WebTarget target(URI base) {
        return calls.target(base);
    }

    /** How a call ends, for each of its callers. */
    interface Ends<T> {
        /** @param why Sinch did nothing, and why */
        T without(SendOutcome why);

        T answered(HttpAnswer answer);

        T failed(IOException failure);

        /** Whether Sinch got the request is not known. */
        T unknown(String why);
    }

    /** Blocks for at most the total timeout. @param target asked for only once there is a token: a closed client has none */
    <T> T make(String method, Supplier<WebTarget> target, Entity<byte[]> body, int mostBytes, Ends<T> ends) {
        long begun = System.nanoTime();
        TokenAnswer first = tokens.current();
        if (!(first instanceof Token token)) {
            return ends.without(((NoToken) first).why());
        }
        Duration left = total.minusNanos(System.nanoTime() - begun);
        Function<String, T> notMade = why -> ends.without(new SendOutcome.NotSent(why));
        return calls.make(left, () -> exchange(method, target, body, mostBytes, token, ends), notMade, ends::unknown);
    }

    private <T> T exchange(String method, Supplier<WebTarget> target, Entity<byte[]> body, int mostBytes, Token token, Ends<T> ends) {
        try {
            HttpAnswer answer = calls.exchange(method, target.get(), token.authorization(), body, mostBytes);
            if (!answer.saysTokenExpired()) {
                return ends.answered(answer);
            }
            TokenAnswer renewed = tokens.after(token);
            return renewed instanceof Token next
                ? ends.answered(calls.exchange(method, target.get(), next.authorization(), body, mostBytes))
                : ends.without(((NoToken) renewed).why());
        } catch (IOException e) {
            return ends.failed(e);
        }
    }

    @Override
    public void close() {
        calls.close();
        tokens.close();
    }
}
