package dev.smsdesk.faults;

import dev.smsdesk.it.SinchSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Posts callbacks as Sinch does, from several threads at once: each body signed anew and posted again until it is answered 2xx or, for
 * good,
 * 4xx. Only the waits between are shorter. Now and then it repeats what was taken already.
 */
final class Sinch {
    private static final int SENDERS = 8;
    private static final Duration BREATH = Duration.ofMillis(5);
    private static final Duration COME_AGAIN = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SinchSignature SIGNATURE = new SinchSignature(MortalDesk.SECRET);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> addresses;
    private final Traffic traffic;
    private final Ledger ledger;
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean ending;

    /** @param desks addresses of the application, any of which may be asked, as behind a balancer */
    Sinch(Traffic traffic, Ledger ledger, String... desks) {
        this.addresses = Stream.of(desks).map(desk -> URI.create(desk + "/api/callbacks/sms")).toList();
        this.traffic = traffic;
        this.ledger = ledger;
    }

    Sinch begin() {
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(this::send, "sinch-" + i);
            sender.setDaemon(true);
            sender.start();
            senders.add(sender);
        }
        return this;
    }

    /** Nothing new from now on; waits until what is under way, and every report, has been taken. */
    void end(Duration patience) {
        ending = true;
        if (!Run.comesTrue(patience, () -> senders.stream().noneMatch(Thread::isAlive))) {
            throw new AssertionError("still not taken after " + patience + ": " + ledger);
        }
    }

    private void send() {
        for (byte[] body; (body = ending ? traffic.rest() : traffic.next()) != null; Run.pause(BREATH)) {
            int posts = ThreadLocalRandom.current().nextInt(20) == 0 ? 2 : 1;
            for (int i = 0; i < posts; i++) {
                while (!post(body)) {
                    Run.pause(COME_AGAIN);
                }
            }
        }
    }

    /** @return whether it need not come again */
    private boolean post(byte[] body) {
        URI address = addresses.get(ThreadLocalRandom.current().nextInt(addresses.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
        SIGNATURE.headers(body, Instant.now()).forEach(request::header);
        long began = System.nanoTime();
        try {
            return ledger.answered(body, http.send(request.build(), BodyHandlers.discarding()).statusCode(), System.nanoTime() - began);
        } catch (IOException e) {
            ledger.unanswered(System.nanoTime() - began);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
