package dev.smsdesk.receive.body;

import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.answer.RefusalReason;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that is read while it arrives: at most so many bytes, within 10 minutes, and at least 32 KiB in any 10 seconds. If no byte comes
 * at all, the container's own timeout ends it.
 */
final class MeasuredStream extends ServletInputStream {
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final int LEAST_A_WINDOW = 32 << 10;
    private static final Duration RETRY = Duration.ofSeconds(5);
    private final InputStream in;
    private final long declared;
    private final long mostBytes;
    private final String tooLarge;
    private final LongSupplier nanos;
    private final Runnable ended;
    private final long began;
    private long bytes;
    private long windowBegan;
    private long windowBytes;
    private boolean finished;

    /** @param declared its length, or -1; @param tooLarge sentence for a body above the limit; @param ended called at its end */
    MeasuredStream(InputStream in, long declared, long mostBytes, String tooLarge, LongSupplier nanos, Runnable ended) {
        this.in = in;
        this.declared = declared;
        this.mostBytes = mostBytes;
        this.tooLarge = tooLarge;
        this.nanos = nanos;
        this.ended = ended;
        this.began = nanos.getAsLong();
        this.windowBegan = began;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws ProblemException TOO_LARGE, BODY_TIMEOUT, BODY_BROKEN */
    @Override
    public int read(byte[] into, int from, int most) {
        if (finished || most == 0) {
            return finished ? -1 : 0;
        }
        int read;
        try {
            read = in.read(into, from, most);
        } catch (IOException | RuntimeException e) {
            throw BodyRefusals.reason(e) == RefusalReason.BODY_LATE ? late() : broken();
        }
        if (read < 0) {
            if (bytes < declared) {
                throw broken();
            }
            finished = true;
            ended.run();
            return -1;
        }
        measure(read);
        return read;
    }

    private void measure(int read) {
        bytes += read;
        windowBytes += read;
        if (bytes > mostBytes) {
            throw new ProblemException(ProblemType.TOO_LARGE, tooLarge);
        }
        long now = nanos.getAsLong();
        if (now - began > LONGEST) {
            throw late();
        }
        if (now - windowBegan > WINDOW) {
            if (windowBytes < LEAST_A_WINDOW) {
                throw late();
            }
            windowBegan = now;
            windowBytes = 0;
        }
    }

    private static ProblemException broken() {
        return new ProblemException(ProblemType.BODY_BROKEN, ProblemDetail.BODY_BROKEN.toString(), RETRY);
    }

    private static ProblemException late() {
        return new ProblemException(ProblemType.BODY_TIMEOUT,
            "The file came too slowly: at least 32 KiB in 10 s are needed, and all of it within 10 minutes. Send it again.", RETRY);
    }

    @Override
    public int available() throws IOException {
        return finished ? 0 : in.available();
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("The body is read by a waiting thread.");
    }
}
