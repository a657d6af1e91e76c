package dev.smsdesk.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Forged callbacks at a given rate, or as many as the machine gives: every header is there and well-formed, and the signature is wrong.
 */
final class Flood {
    private static final int SENDERS = 8;
    private static final int ON_THEIR_WAY = 10;
    private static final int REQUESTS_PER_CONNECTION = 100;   // more Tomcat does not allow
    private static final String STATUS = "HTTP/1.1 ";
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong otherwise = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();
    private final int port;
    private final int perSecond;
    private final Duration time;

    Flood(int port, int perSecond, Duration time) {
        this.port = port;
        this.perSecond = perSecond;
        this.time = time;
    }

    Flood begin() {
        for (int i = 0; i < SENDERS; i++) {
            int number = i;
            Thread sender = new Thread(() -> send(new Random(number)), "flood-" + i);
            sender.setDaemon(true);
            sender.start();
            senders.add(sender);
        }
        return this;
    }

    boolean isOn() {
        return senders.stream().anyMatch(Thread::isAlive);
    }

    /** Several requests go out before their answers are awaited, so that going to and fro costs little. */
    private void send(Random random) {
        byte[] several = forgeries(random);
        long began = System.nanoTime();
        for (long sent = 0; System.nanoTime() - began < time.toNanos(); ) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                for (int here = 0; here < REQUESTS_PER_CONNECTION && System.nanoTime() - began < time.toNanos(); here += ON_THEIR_WAY,
                        sent += ON_THEIR_WAY) {
                    LockSupport.parkNanos(began + sent * SENDERS * 1_000_000_000L / perSecond - System.nanoTime());
                    socket.getOutputStream().write(several);
                    await(answers);
                }
            } catch (IOException e) {
                otherwise.incrementAndGet();
            }
        }
    }

    private void await(BufferedReader answers) throws IOException {
        for (int seen = 0; seen < ON_THEIR_WAY; ) {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("closed");
            }
            int at = line.indexOf(STATUS);   // a body before it ends without a line end
            if (at >= 0) {
                seen++;
                (line.startsWith("401", at + STATUS.length()) ? refused : otherwise).incrementAndGet();
            }
        }
    }

    private static byte[] forgeries(Random random) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < ON_THEIR_WAY; i++) {
            byte[] signature = new byte[32];
            random.nextBytes(signature);
            String body = "{\"type\":\"mo_text\",\"id\":\"" + UUID.randomUUID()
                + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"forged\"}";
            all.append("POST /sms-desk/api/callbacks/sms HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length())
                .append("\r\nx-sinch-webhook-signature: ").append(Base64.getEncoder().encodeToString(signature))
                .append("\r\nx-sinch-webhook-signature-algorithm: HmacSHA256\r\nx-sinch-webhook-signature-nonce: ")
                .append(UUID.randomUUID())
                .append("\r\nx-sinch-webhook-signature-timestamp: ").append(Instant.now().getEpochSecond()).append("\r\n\r\n").append(body);
        }
        return all.toString().getBytes(US_ASCII);
    }

    /** How many were answered 401. */
    long refused() {
        return refused.get();
    }

    /** How many met anything else. */
    long otherwise() {
        return otherwise.get();
    }
}
