package dev.smsdesk.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As much of an HTTP/1.1 answer as a load generator has to understand: its status, where it ends, whether the connection stays. */
final class Answer {
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] CHUNKED = ascii("transfer-encoding:");
    private static final byte[] CLOSE = ascii("connection: close");
    private byte[] bytes = new byte[2_048];
    private int filled;
    private int headEnd;
    /** Where the answer ends: 0 before its head has come, -1 while its last chunk has not. */
    private int end;
    private boolean stays;

    void clear() {
        filled = 0;
        headEnd = 0;
        end = 0;
    }

    void take(ByteBuffer more) {
        int count = more.remaining();
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (filled + count));
        }
        more.get(bytes, filled, count);
        filled += count;
        if (headEnd == 0) {
            readHead();
        }
        if (end < 0) {
            end = endOfChunks();
        }
    }

    boolean isComplete() {
        return end > 0 && filled >= end;
    }

    int status() {
        return 100 * (bytes[9] - '0') + 10 * (bytes[10] - '0') + bytes[11] - '0';
    }

    boolean stays() {
        return stays;
    }

    private void readHead() {
        int length = 0;
        stays = true;
        for (int line = 0; line < filled; ) {
            int next = lineEnd(line);
            if (next < 0) {
                return;
            }
            if (next - line == 2) {
                headEnd = next;
                end = length < 0 ? -1 : headEnd + length;
                return;
            }
            if (begins(line, LENGTH)) {
                length = Integer.parseInt(text(line + LENGTH.length, next));
            } else if (begins(line, CHUNKED)) {
                length = -1;
            } else if (begins(line, CLOSE)) {
                stays = false;
            }
            line = next;
        }
    }

    private int endOfChunks() {
        for (int chunk = headEnd; ; ) {
            int data = lineEnd(chunk);
            if (data < 0) {
                return -1;
            }
            int size = Integer.parseInt(text(chunk, data), 16);
            chunk = data + size + 2;
            if (size == 0) {
                return chunk;
            }
        }
    }

    /** @return where the next line begins, or -1 when this one is not complete */
    private int lineEnd(int from) {
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean begins(int line, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = bytes[line + i];
            if (b != lowerCase[i] && (b | 0x20) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII).strip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
