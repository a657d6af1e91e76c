package dev.smsdesk.receive;

import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.DetachedClient;
import dev.smsdesk.sinch.Secret;
import dev.smsdesk.sinch.Signature;
import dev.smsdesk.store.Ids;
import dev.smsdesk.trust.SecretRing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Posts a callback to ourselves by the way that Sinch takes: through SMSDESK_PUBLIC_URL, signed with the live secret. */
public final class SelfTest {
    public static final String NOTE = "Our own self-test.";
    private static final byte[] OPENING = "{\"type\":\"smsdesk_self_test\"".getBytes(StandardCharsets.US_ASCII);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI publicUrl;
    private final SecretRing secrets;
    private final Ids ids;
    private final Clock clock;

    /** @param publicUrl null where SMSDESK_PUBLIC_URL is not set */
    public SelfTest(URI publicUrl, SecretRing secrets, Ids ids, Clock clock) {
        this.publicUrl = publicUrl;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param sentence what happened and what to do */
    public record Result(boolean arrived, String sentence) {}

    public Result run(Family family) {
        List<Secret> live = secrets.of(family);
        if (publicUrl == null) {
            return new Result(false, "SMSDESK_PUBLIC_URL is not set, so there is no address to test. Set it to the https address by which Sinch reaches this server.");
        }
        if (live.isEmpty()) {
            return new Result(false, "No secret is set for this path, so nothing can be signed. Set SINCH_WEBHOOK_SECRET.");
        }
        URI target = URI.create(publicUrl + "/api/callbacks/" + family.word());
        HttpClient client = DetachedClient.of(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(PATIENCE));
        try {
            return read(client.send(signed(target, live.get(0)), HttpResponse.BodyHandlers.discarding()).statusCode(), target);
        } catch (IOException e) {
            return new Result(false, "Nothing answered at " + target + ": " + e.getClass().getSimpleName() + ". Check the name, the proxy and the firewall.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(false, "The server is stopping.");
        }
    }

    private HttpRequest signed(URI target, Secret secret) {
        String nonce = ids.next();
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        byte[] body = (new String(OPENING, StandardCharsets.US_ASCII) + ",\"id\":\"" + nonce + "\"}").getBytes(StandardCharsets.US_ASCII);
        return HttpRequest.newBuilder(target).timeout(PATIENCE).header("Content-Type", "application/json")
            .header(Signature.HEADER, Signature.sign(secret, body, nonce, timestamp)).header(Signature.ALGORITHM_HEADER, Signature.ALGORITHM)
            .header(Signature.NONCE_HEADER, nonce).header(Signature.TIMESTAMP_HEADER, timestamp)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static Result read(int status, URI target) {
        return switch (status) {
            case 200 -> new Result(true, "It arrived, the signature held, and it is kept. Sinch can reach " + target + ".");
            case 401 -> new Result(false, "It arrived, but the signature no longer held (401). Something on the way changes the body, or another installation answers there.");
            case 404 -> new Result(false, "Something answered 404. SMSDESK_PUBLIC_URL must end with the path this application is deployed under.");
            case 503 -> new Result(false, "It arrived, but could not be kept (503). See the log.");
            default -> new Result(false, "Something on the way answered " + status + " at " + target + ". Only this application may answer there; redirects are not followed.");
        };
    }

    /** Whether a kept body is one of ours, on whatever node it was written. */
    public static boolean wrote(byte[] body) {
        return body.length > OPENING.length && Arrays.equals(body, 0, OPENING.length, OPENING, 0, OPENING.length);
    }
}
