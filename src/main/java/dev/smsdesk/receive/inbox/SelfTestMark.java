package dev.smsdesk.receive.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Recognises the callbacks of self-tests by the first bytes of their body. */
public final class SelfTestMark {
    static final String TYPE = "smsdesk_self_test";
    public static final byte[] OPENING = ("{\"type\":\"" + TYPE + "\"").getBytes(StandardCharsets.US_ASCII);
    /** Head of a gzip file (RFC 1952) with the file name {@link #TYPE}. */
    public static final byte[] ZIPPED_OPENING = ("\u001f\u008b\b\b\0\0\0\0\0\u00ff" + TYPE + "\0").getBytes(StandardCharsets.ISO_8859_1);

    private SelfTestMark() {}

    /** Whether a self-test wrote this body, on this node or another. */
    public static boolean isOn(byte[] body) {
        return begins(body, OPENING) || begins(body, ZIPPED_OPENING);
    }

    private static boolean begins(byte[] body, byte[] opening) {
        return body.length > opening.length && Arrays.equals(body, 0, opening.length, opening, 0, opening.length);
    }
}
