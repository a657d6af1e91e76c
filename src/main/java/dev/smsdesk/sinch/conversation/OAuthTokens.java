package dev.smsdesk.sinch.conversation;

import dev.smsdesk.account.Credentials;
import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.TokenAnswer.NoToken;
import dev.smsdesk.sinch.conversation.TokenAnswer.Token;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * The access token of one key, in memory alone. One renewal is in flight at most, and all callers wait for that one. A token is renewed
 * before it expires, while callers still use the old one. After a renewal that failed, none begins for a while. No token is ever logged or
 * shown.
 */
public final class OAuthTokens implements AutoCloseable {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;
    private final HttpCalls calls;
    private final TokenRequest request;
    private final Clock clock;
    private final RandomGenerator random;
    private Token token;
    private Instant issuedAt;
    private Instant renewFrom;
    private Instant usableUntil;
    private CompletableFuture<TokenAnswer> renewal;
    private SendOutcome failure;
    private int failures;
    private Instant notBefore = Instant.MIN;

    /**
     * @param base {@code /oauth2/token} follows
     * @param timeouts of a whole call, token included
     * @param proxy null where the JVM's own settings count
     */
    OAuthTokens(URI base, Credentials.App key, Timeouts timeouts, HttpProxy proxy, Clock clock, RandomGenerator random) {
        this.calls = new HttpCalls(third(timeouts), proxy);
        this.request = new TokenRequest(calls, base, key, clock);
        this.clock = clock;
        this.random = random;
    }

    /** @return how old the token in use is; empty before the first one */
    public synchronized Optional<Duration> age() {
        return Optional.ofNullable(issuedAt).map(since -> Duration.between(since, clock.instant()));
    }

    /** Waits for a renewal only where there is no usable token. */
    TokenAnswer current() {
        CompletableFuture<TokenAnswer> awaited;
        synchronized (this) {
            Instant now = clock.instant();
            if (token != null && now.isBefore(usableUntil)) {
                if (!now.isBefore(renewFrom) && renewal == null && !now.isBefore(notBefore)) {
                    begin();
                }
                return token;
            }
            if (renewal == null && now.isBefore(notBefore)) {
                return new NoToken(failure instanceof Later later ? new Later(later.status(), Duration.between(now, notBefore)) : failure);
            }
            awaited = renewal == null ? begin() : renewal;
        }
        return ended(awaited);
    }

    /** Sinch says that this token has expired. @return the one that has replaced it, or a new one */
    TokenAnswer after(Token expired) {
        synchronized (this) {
            if (expired == token) {
                token = null;
            }
        }
        return current();
    }

    private CompletableFuture<TokenAnswer> begin() {
        CompletableFuture<TokenAnswer> begun = new CompletableFuture<>();
        renewal = begun;
        try {
            calls.threads().execute(() -> begun.complete(renewed()));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            renewal = null;
            begun.complete(new NoToken(new NotSent(CallFault.NO_THREAD.stored())));
        }
        return begun;
    }

    private TokenAnswer renewed() {
        TokenRequest.TokenResult result;
        try {
            result = request.send();
        } catch (RuntimeException e) {
            result = TokenRequest.TokenResult.failed(new NotSent(CallFault.TOKEN_FAILED.stored(e.getClass().getSimpleName())));
        }
        return record(result);
    }

    private synchronized TokenAnswer record(TokenRequest.TokenResult result) {
        renewal = null;
        Instant now = clock.instant();
        if (result.token() == null) {
            failure = result.why();
            notBefore = now.plus(backOff(failures++, failure instanceof Later later ? later.retryAfter() : null));
            return new NoToken(failure);
        }
        failures = 0;
        notBefore = Instant.MIN;
        token = new Token(result.token());
        issuedAt = now;
        usableUntil = now.plus(result.life()).minus(shorter(EARLY.dividedBy(10), result.life().dividedBy(10)));
        renewFrom = now.plus(result.life()).minus(shorter(EARLY, result.life().dividedBy(5)));
        return token;
    }

    /** 1 s, 2 s, 4 s … 1 min, each up to a half more, so that nodes do not come at once; never less than Sinch asked for. */
    private Duration backOff(int before, Duration retryAfter) {
        long nominal = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(before, DOUBLINGS));
        Duration wait = Duration.ofMillis(nominal + random.nextLong(nominal / 2 + 1));
        return retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait;
    }

    /** What is left must do for the message. */
    private static Timeouts third(Timeouts whole) {
        Duration third = whole.total().dividedBy(3);
        return new Timeouts(shorter(whole.connect(), third), shorter(whole.answer(), third), third);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static TokenAnswer ended(CompletableFuture<TokenAnswer> renewal) {
        try {
            return renewal.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NoToken(new NotSent(CallFault.STOPPED_WAITING.stored()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a renewal ends with a value", e);
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
