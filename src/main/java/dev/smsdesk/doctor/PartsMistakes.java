package dev.smsdesk.doctor;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secret and the body are right, but the signed text was put together in another way. */
final class PartsMistakes {
    private static final List<String> ORDERS = List.of("BNT", "BTN", "NBT", "NTB", "TBN", "TNB", "BN", "NB", "BT", "TB", "B");
    /** The first is Sinch's. */
    private static final Map<String, Detail> BETWEEN = new LinkedHashMap<>();

    static {
        BETWEEN.put(".", Detail.PARTS_DOTS);
        BETWEEN.put("", Detail.PARTS_NOTHING);
        BETWEEN.put("\n", Detail.PARTS_LINE_ENDS);
        BETWEEN.put(":", Detail.PARTS_COLONS);
        BETWEEN.put("|", Detail.PARTS_BARS);
        BETWEEN.put(",", Detail.PARTS_COMMAS);
        BETWEEN.put("-", Detail.PARTS_HYPHENS);
        BETWEEN.put("&", Detail.PARTS_AMPERSANDS);
    }

    private final Trial trial;
    private final byte[] body;
    private final String nonce;
    private final String timestamp;

    PartsMistakes(Trial trial, byte[] body, String nonce, String timestamp) {
        this.trial = trial;
        this.body = body;
        this.nonce = nonce;
        this.timestamp = timestamp;
    }

    Optional<Finding> find() {
        for (Map.Entry<String, Detail> between : BETWEEN.entrySet()) {
            for (String order : ORDERS) {
                if (signs(order, between.getKey(), timestamp)) {
                    return Optional.of(new Finding(Cause.PARTS_ORDER, order.equals("B") ? Detail.BODY_ALONE.stored()
                        : between.getValue().stored(listed(order))));
                }
            }
        }
        for (String order : ORDERS.subList(0, 6)) {
            if (signs(order, ".", timestamp + "000")) {
                return Optional.of(new Finding(Cause.PARTS_ORDER, Detail.PARTS_MILLIS.stored(listed(order))));
            }
        }
        return Optional.empty();
    }

    private boolean signs(String order, String between, String time) {
        byte[][] parts = new byte[order.length() * 2 - 1][];
        for (int i = 0; i < order.length(); i++) {
            parts[2 * i] = switch (order.charAt(i)) {
                case 'B' -> body;
                case 'N' -> nonce.getBytes(StandardCharsets.UTF_8);
                default -> time.getBytes(StandardCharsets.UTF_8);
            };
            if (i > 0) {
                parts[2 * i - 1] = between.getBytes(StandardCharsets.UTF_8);
            }
        }
        return trial.signerOf(parts) != null;
    }

    /** {@code nonce, timestamp, body}. */
    private static String listed(String order) {
        return String.join(", ", order.chars().mapToObj(part -> part == 'B' ? "body" : part == 'N' ? "nonce" : "timestamp").toList());
    }
}
