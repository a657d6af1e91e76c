package dev.smsdesk.receive.callback;

import dev.smsdesk.receive.inbox.SelfTestMark;
import dev.smsdesk.wording.SentenceKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The bodies of the self-test: one with everything that proxies are known to change or refuse, and a small one for each such trait. */
final class SelfTestBody {
    /** Larger than the usual limits of 64, 128 and 256 KiB, like a full delivery report. */
    static final int LARGE_BYTES = 300_000;
    private static final String SUSPICIOUS = "<script>alert(1)</script> ' OR '1'='1' -- UNION SELECT password FROM users; DROP TABLE "
        + "users; cat ../../etc/passwd free casino lottery bitcoin viagra";

    private SelfTestBody() {}

    /** A trait that a proxy may change or refuse. {@code members} follow the id; {@code end} follows the body. */
    enum Trait implements SentenceKey {
        ACCENT(",\"text\":\"é\"", ""),
        EMOJI(",\"text\":\"\uD83D\uDE00\"", ""),
        DECOMPOSED(",\"text\":\"e\u0301\"", ""),
        BLANK(", \"text\": \"a\"", ""),
        ORDER(",\"z\":1,\"a\":2", ""),
        NUMBER(",\"number\":1.0", ""),
        ESCAPES(",\"text\":\"\\u00e9 \\/\"", ""),
        LINE_END("\n,\"text\":\"a\"", ""),
        LAST_BLANK("", " "),
        LAST_LINE_END("", "\n"),
        TAGS(",\"text\":\"<b>bold</b> & 'more'\"", ""),
        WORDS(",\"text\":\"" + SUSPICIOUS + "\"", "");

        private final String members;
        private final String end;

        Trait(String members, String end) {
            this.members = members;
            this.end = end;
        }

        byte[] body(String id) {
            return (opening(id) + members + "}" + end).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** All traits at once. */
    static byte[] rich(String id) {
        return (opening(id) + ",\n  \"zeta\": 1.0, \"number\" : [ 1 , 2.50 ], \n\t\"alpha\": \"é \uD83D\uDE00 e\u0301 \\u00e9 \\/ "
            + "<b>bold</b> & 'more' " + SUSPICIOUS + "\"\n} \n")
            .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] plain(String id) {
        return (opening(id) + "}").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] large(String id) {
        return (opening(id) + ",\"text\":\"" + "0123456789".repeat(LARGE_BYTES / 10) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** {@link #plain} in gzip. */
    static byte[] zipped(String id) {
        byte[] plain = plain(id);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] deflated = new byte[2 * plain.length + 64];
        int length = deflater.deflate(deflated);
        deflater.end();
        CRC32 check = new CRC32();
        check.update(plain);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(SelfTestMark.ZIPPED_OPENING);
        all.write(deflated, 0, length);
        all.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt((int) check.getValue()).putInt(plain.length).array());
        return all.toByteArray();
    }

    private static String opening(String id) {
        return new String(SelfTestMark.OPENING, StandardCharsets.US_ASCII) + ",\"id\":\"" + id + "\"";
    }
}
