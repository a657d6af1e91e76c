package dev.smsdesk.upload.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Finds the encoding of a text file while its bytes pass: byte order mark, UTF-16, UTF-8 if every byte fits it, else Windows-1252. */
public final class EncodingDetector {
    public static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int LOOKED_AT = 4096;
    private final byte[] first = new byte[LOOKED_AT];
    private int length;
    private boolean utf8 = true;
    private int continuations;
    private int lowest = 0x80;
    private int highest = 0xBF;

    public void accept(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, LOOKED_AT - length);
        System.arraycopy(bytes, offset, first, length, taken);
        length += taken;
        for (int i = offset; utf8 && i < offset + count; i++) {
            utf8 = fits(bytes[i] & 0xFF);
        }
    }

    /** Well-formed byte sequences. Source: The Unicode Standard, table 3-7. */
    private boolean fits(int b) {
        if (continuations > 0) {
            boolean fits = b >= lowest && b <= highest;
            lowest = 0x80;
            highest = 0xBF;
            continuations--;
            return fits;
        }
        if (b < 0x80) {
            return true;
        }
        continuations = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
        lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        return b >= 0xC2 && b <= 0xF4;
    }

    /** Of all bytes so far. */
    public Charset encoding() {
        if (starts(0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (starts(0xFE, 0xFF) || zeros(0) > length / 4) {
            return StandardCharsets.UTF_16BE;
        }
        if (starts(0xFF, 0xFE) || zeros(1) > length / 4) {
            return StandardCharsets.UTF_16LE;
        }
        return utf8 && continuations == 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
    }

    private boolean starts(int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= length || (first[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Digits and separators have one zero byte each in UTF-16. @param odd 0 or 1 */
    private int zeros(int odd) {
        int zeros = 0;
        for (int i = odd; i < length; i += 2) {
            zeros += first[i] == 0 ? 1 : 0;
        }
        return zeros;
    }
}
