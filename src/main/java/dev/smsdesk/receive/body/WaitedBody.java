package dev.smsdesk.receive.body;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** A body of unknown length, read by a waiting thread. @param buffer holds it in its first {@code length} bytes */
record WaitedBody(byte[] buffer, int length) {
    private static final int AT_ONCE = 8192;
    private static final long MOST_FORGOTTEN_BYTES = 4L << 20;

    /**
     * Reads the body within {@code patience} in total; if the caller stops sending, the container's own timeout applies.
     * @return at most one byte more than {@code most}, the rest is discarded; null if the budget is used up
     * @throws SocketTimeoutException not complete in time
     */
    static WaitedBody read(InputStream in, int most, Duration patience, BodySlots slots) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        byte[] buffer = new byte[AT_ONCE];
        byte[] rest = new byte[AT_ONCE];
        int length = 0;
        int held = 0;
        long forgotten = 0;
        try {
            for (int read = 0; read >= 0 && forgotten < MOST_FORGOTTEN_BYTES; ) {
                if (System.nanoTime() - end > 0) {
                    throw new SocketTimeoutException("not complete within " + patience);
                }
                if (length == buffer.length && length <= most) {
                    int size = Math.min(most + 1, 2 * length);
                    if (!slots.take(null, size - held)) {
                        return null;
                    }
                    held = size;
                    buffer = Arrays.copyOf(buffer, size);
                }
                boolean keeps = length < buffer.length;
                read = keeps ? in.read(buffer, length, buffer.length - length) : in.read(rest);
                if (keeps) {
                    length += Math.max(0, read);
                } else {
                    forgotten += Math.max(0, read);
                }
            }
            return new WaitedBody(buffer, length);
        } finally {
            slots.giveBack(held);
        }
    }
}
