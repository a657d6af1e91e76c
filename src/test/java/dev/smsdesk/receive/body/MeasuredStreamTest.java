package dev.smsdesk.receive.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file may take 10 minutes in all, and must bring 32 KiB in any 10 seconds")
class MeasuredStreamTest {
    private static final int MOST = 100 << 20;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long nanos;

    private MeasuredStream stream(InputStream in, long declared) {
        return new MeasuredStream(in, declared, MOST, "Too large.", () -> nanos, () -> ended.set(true));
    }

    /** Endless. @param bytes of each read; @param each time that it takes */
    private InputStream steady(int bytes, Duration each) {
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                nanos += each.toNanos();
                return Math.min(bytes, most);
            }
        };
    }

    private static ProblemType refused(InputStream stream) {
        byte[] buffer = new byte[1 << 20];
        return assertThrows(ProblemException.class, () -> {
            for (int i = 0; i < 100_000; i++) {
                stream.read(buffer);
            }
        }).type();
    }

    @Test
    void aBodyIsReadToItsEnd() throws IOException {
        byte[] body = "phone\n".getBytes();
        MeasuredStream stream = stream(new ByteArrayInputStream(body), body.length);
        assertFalse(ended.get());
        assertArrayEquals(body, stream.readAllBytes());
        assertTrue(ended.get());
    }

    @Test
    void slowerThan32KiBIn10SecondsIsTooSlow() {
        assertEquals(ProblemType.BODY_TIMEOUT, refused(stream(steady(2900, Duration.ofSeconds(1)), -1)));
        assertTrue(nanos < Duration.ofSeconds(12).toNanos(), "it is noticed at once");
    }

    @Test
    void fastEnoughMayTakeTenMinutes() {
        assertEquals(ProblemType.BODY_TIMEOUT, refused(stream(steady(3700, Duration.ofSeconds(1)), -1)));
        assertEquals(Duration.ofSeconds(601), Duration.ofNanos(nanos));
    }

    @Test
    void aByteMoreThanAllowedIsTooLarge() {
        assertEquals(ProblemType.TOO_LARGE, refused(stream(steady(1 << 20, Duration.ofMillis(1)), -1)));
        assertEquals(101, Duration.ofNanos(nanos).toMillis());
        assertFalse(ended.get());
    }

    @Test
    void aBodyThatEndsEarlyIsBroken() {
        assertEquals(ProblemType.BODY_BROKEN, refused(stream(new ByteArrayInputStream(new byte[5]), 6)));
        assertFalse(ended.get());
    }

    @Test
    void theContainersTimeoutIsSaidAsSuch() {
        assertEquals(ProblemType.BODY_TIMEOUT, refused(stream(failing(new SocketTimeoutException()), 6)));
        assertEquals(ProblemType.BODY_BROKEN, refused(stream(failing(new IOException("reset")), 6)));
    }

    private static InputStream failing(IOException e) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw e;
            }
        };
    }
}
