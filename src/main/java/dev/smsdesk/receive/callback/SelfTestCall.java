package dev.smsdesk.receive.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.refusal.Refusal;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.sinch.call.DetachedClient;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Posts signed bodies through the public address, one at a time, and finds out what happened to each. */
final class SelfTestCall {
    static final Predicate<String> PLAIN_SIGNATURE = signature -> !signature.contains("+") && !signature.contains("/");
    static final Predicate<String> RICH_SIGNATURE = signature -> signature.contains("+") && signature.contains("/");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration UNTIL_RECORDED = Duration.ofSeconds(4);
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(1);
    private static final int MOST_NONCES = 1_000;
    private static final int MOST_ANSWER_BYTES = 8_192;
    private static final Pattern OURS = Pattern.compile("\"type\":\"urn:smsdesk:problem:([a-z-]+)\"");
    private static final Pattern DETAIL = Pattern.compile("\"detail\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private final Channel channel;
    private final URI target;
    private final Secret secret;
    private final Callbacks callbacks;
    private final Refusals refusals;
    private final Ids ids;
    private final Clock clock;
    private final HttpClient client = DetachedClient.of(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(PATIENCE));
    private int posts;

    SelfTestCall(Channel channel, URI target, Secret secret, Callbacks callbacks, Refusals refusals, Ids ids, Clock clock) {
        this.channel = channel;
        this.target = target;
        this.secret = secret;
        this.callbacks = callbacks;
        this.refusals = refusals;
        this.ids = ids;
        this.clock = clock;
    }

    /** The origin and meaning of an answer. */
    enum AnswerKind {
        /** 200, and exactly these bytes are in the table. */
        KEPT,
        /** 200, and they are not. */
        ELSEWHERE,
        /** An SMS Desk refused the signature. */
        REFUSED,
        /** Another answer of an SMS Desk. */
        OURS,
        /** An answer of another program. */
        FOREIGN,
        /** No answer. */
        BROKEN
    }

    /**
     * @param status   0 without an answer
     * @param detail   the problem's detail, the target of a redirect, or the class of the exception
     * @param signedAt different for every call of the test, so that its refusal can be found
     */
    record CallOutcome(AnswerKind kind, int status, String detail, Instant signedAt, Instant posted) {
        boolean isKept() {
            return kind == AnswerKind.KEPT;
        }
    }

    /** @param encoding Content-Encoding, or null; @param signatures accepted ones: nonces are tried until the signature fits */
    CallOutcome post(byte[] body, String encoding, Predicate<String> signatures) throws InterruptedException {
        Instant posted = clock.instant();
        Instant signedAt = posted.minusSeconds(posts++);
        String timestamp = String.valueOf(signedAt.getEpochSecond());
        String nonce = ids.next();
        String signature = Signature.sign(secret, body, nonce, timestamp);
        for (int i = 0; i < MOST_NONCES && !signatures.test(signature); i++) {
            nonce = ids.next();
            signature = Signature.sign(secret, body, nonce, timestamp);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(PATIENCE).header("Content-Type", "application/json")
            .header(Signature.HEADER, signature).header(Signature.ALGORITHM_HEADER, Signature.ALGORITHM)
            .header(Signature.NONCE_HEADER, nonce).header(Signature.TIMESTAMP_HEADER, timestamp)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        return outcome(request.build(), body, Instant.ofEpochSecond(signedAt.getEpochSecond()), posted);
    }

    /** Whether an unsigned request is answered 2xx too. */
    boolean takesUnsigned() throws InterruptedException {
        byte[] body = SelfTestBody.plain(ids.next());
        HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        return outcome(request, body, clock.instant(), clock.instant()).status() / 100 == 2;
    }

    private CallOutcome outcome(HttpRequest request, byte[] body, Instant signedAt, Instant posted) throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(
            part -> part.ifPresent(bytes -> said.write(bytes, 0, Math.min(bytes.length, MOST_ANSWER_BYTES - said.size())))));
        try {
            HttpResponse<Void> response = answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return read(response, said.toString(StandardCharsets.UTF_8), body, signedAt, posted);
        } catch (ExecutionException e) {
            String cause = e.getCause() instanceof IOException io ? io.getClass().getSimpleName() : e.getCause().toString();
            return new CallOutcome(AnswerKind.BROKEN, 0, cause, signedAt, posted);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new CallOutcome(AnswerKind.BROKEN, 0, "TimeoutException", signedAt, posted);
        }
    }

    private CallOutcome read(HttpResponse<Void> response, String said, byte[] body, Instant signedAt, Instant posted)
            throws InterruptedException {
        int status = response.statusCode();
        Matcher ours = OURS.matcher(said);
        if (status / 100 == 2) {
            return new CallOutcome(isKept(body) ? AnswerKind.KEPT : AnswerKind.ELSEWHERE, status, "", signedAt, posted);
        }
        if (!ours.find()) {
            return new CallOutcome(AnswerKind.FOREIGN, status, response.headers().firstValue("Location").orElse(""), signedAt, posted);
        }
        boolean refused = ours.group(1).equals("signature-refused") || ours.group(1).equals("secrets-changing");
        Matcher detail = DETAIL.matcher(said);
        return new CallOutcome(refused ? AnswerKind.REFUSED : AnswerKind.OURS, status, detail.find() ? detail.group(1)
            : ours.group(1), signedAt, posted);
    }

    private boolean isKept(byte[] body) throws InterruptedException {
        byte[] sha256 = Sha256.of(body);
        for (long end = System.nanoTime() + UNTIL_VISIBLE.toNanos(); !callbacks.isKept(channel, sha256); Thread.sleep(50)) {
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    /** This server's record of the refusal, after the doctor's diagnosis. Empty if there is none: then another server refused it. */
    Optional<Refusal> refusal(CallOutcome outcome) throws InterruptedException {
        Optional<Refusal> found = Optional.empty();
        for (long end = System.nanoTime() + UNTIL_RECORDED.toNanos(); System.nanoTime() < end && found.filter(one -> one.finding() != null)
                .isEmpty(); Thread.sleep(50)) {
            found = refusals.signedAt(channel, outcome.signedAt(), outcome.posted());
        }
        return found;
    }
}
