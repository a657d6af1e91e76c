package dev.smsdesk.receive.refusal;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.doctor.Evidence;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.store.CallerAddress;
import dev.smsdesk.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A callback under examination: what a refusal may record of it, as far as the checks got. */
public final class CallbackRequest {
    /** {@code Map<String, List<String>>}: the headers that are read, with names in lower case. */
    public static final String READ = "smsdesk.callback.headers";
    public static final String CONTENT_TYPE = "smsdesk.callback.content-type";
    public static final String ENCODING = "smsdesk.callback.encoding";
    public static final String ADDRESS = "smsdesk.callback.address";
    public static final String LENGTH = "content-length";
    private static final Map<String, String> SHORT_NAMES = Map.of(Signature.HEADER, "signature", Signature.ALGORITHM_HEADER, "algorithm",
        Signature.NONCE_HEADER, "nonce", Signature.TIMESTAMP_HEADER, "timestamp");
    private static final List<String> NAMES = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER,
        Signature.TIMESTAMP_HEADER);
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int KEPT_ALGORITHM = 40;
    private static final int KEPT_TYPE = 100;
    private static final int KEPT_ENCODING = 40;
    private static final int KEPT_HEADER = 8_192;
    private static final int MOST_VALUES = 3;
    private final Channel channel;
    private final Map<String, List<String>> headers;
    private final Function<String, Object> attributes;
    private final long declared;
    private Long bodyBytes;
    private byte[] body;
    private Instant signedAt;

    /** @param attributes set by {@code CallbackHeaders} */
    @SuppressWarnings("unchecked")
    public CallbackRequest(Channel channel, Function<String, Object> attributes) {
        this.channel = channel;
        this.attributes = attributes;
        this.headers = (Map<String, List<String>>) attributes.apply(READ);
        this.declared = declaredBytes();
        this.bodyBytes = declared < 0 ? null : declared;
    }

    /** @return null if the body is larger than the limit; at most one byte more than the limit is read then */
    public byte[] readBody(InputStream in, int limit) throws IOException {
        if (declared > limit) {
            return null;
        }
        byte[] read = in.readNBytes(declared >= 0 ? (int) declared : limit + 1);
        if (read.length > limit) {
            return null;
        }
        body = read;
        bodyBytes = (long) read.length;
        return body;
    }

    private long declaredBytes() {
        String length = header(LENGTH);
        return length == null || !WHOLE_NUMBER.matcher(length).matches() ? -1 : Long.parseLong(length);
    }

    /** Several values are joined by commas. */
    private String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(",", values);
    }

    public CallbackRequest signedAt(Instant time) {
        signedAt = time;
        return this;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public Channel channel() {
        return channel;
    }

    Refusal refusal(String id, RefusalReason reason, int status, Instant now) {
        String sha256 = body == null ? null : HexFormat.of().formatHex(Sha256.of(body));
        String came = NAMES.stream().filter(name -> headers.containsKey(name)).map(SHORT_NAMES::get).collect(Collectors.joining(" "));
        Refusal.Said said = new Refusal.Said(Text.cut(header(Signature.ALGORITHM_HEADER), KEPT_ALGORITHM),
            Text.cut((String) attributes.apply(CONTENT_TYPE), KEPT_TYPE), Text.cut((String) attributes.apply(ENCODING), KEPT_ENCODING));
        return new Refusal(id, channel, reason, status, came, bodyBytes, sha256, signedAt,
            CallerAddress.network((String) attributes.apply(ADDRESS)), now, said, null, 0);
    }

    /** The doctor's input, held in memory only. @return null if the body was not read */
    Evidence evidence(Instant now) {
        if (body == null) {
            return null;
        }
        Map<String, List<String>> shown = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (!name.equals(LENGTH)) {
                shown.put(name, values.stream().limit(MOST_VALUES).map(value -> Text.cut(value, KEPT_HEADER)).toList());
            }
        });
        return new Evidence(channel, shown, body, now);
    }
}
