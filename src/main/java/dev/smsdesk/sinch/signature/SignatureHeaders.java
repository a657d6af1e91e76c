package dev.smsdesk.sinch.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The four signature headers of one request, unchanged, and whether they have Sinch's form. */
record SignatureHeaders(List<String> signatures, List<String> algorithms, List<String> nonces, List<String> timestamps) {
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SIGNATURE_CHARS = 44;
    private static final Chars BASE64 = new Chars(LETTERS + DIGITS + "+/");
    /** The last letter of 32 bytes carries two zero bits. */
    private static final Chars LAST = new Chars("AEIMQUYcgkosw048");
    private static final Chars NONCE = new Chars(LETTERS + DIGITS + "_-");
    private static final int NONCE_CHARS = 128;
    private static final Chars TIMESTAMP = new Chars(DIGITS);

    /** Some of ASCII's characters. Patterns took a thirtieth of a callback's time in its thread. */
    private static final class Chars {
        private final boolean[] among = new boolean[128];

        Chars(String all) {
            all.chars().forEach(one -> among[one] = true);
        }

        /** Whether a text consists of them from its beginning to below {@code end}. */
        boolean fill(String text, int end) {
            for (int i = 0; i < end; i++) {
                if (!has(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean has(char one) {
            return one < among.length && among[one];
        }
    }

    /** One look at each header: most are none of these, which their first letter tells. */
    static SignatureHeaders of(Map<String, List<String>> headers) {
        SignatureHeaders found = new SignatureHeaders(new ArrayList<>(1), new ArrayList<>(1), new ArrayList<>(1), new ArrayList<>(1));
        headers.forEach((name, values) -> {
            if (values != null && name.regionMatches(true, 0, Signature.HEADER, 0, Signature.HEADER.length())) {
                found.keep(name.toLowerCase(Locale.ROOT), values);
            }
        });
        return found;
    }

    private void keep(String name, List<String> values) {
        List<String> kept = switch (name) {
            case Signature.HEADER -> signatures;
            case Signature.ALGORITHM_HEADER -> algorithms;
            case Signature.NONCE_HEADER -> nonces;
            case Signature.TIMESTAMP_HEADER -> timestamps;
            default -> new ArrayList<>();   // some other name that begins like them
        };
        for (String value : values) {
            kept.add(value == null ? "" : value);
        }
    }

    /** @return GENUINE when there is something to hash; else what is wrong with the headers */
    Verdict form() {
        if (signatures.isEmpty() && algorithms.isEmpty() && nonces.isEmpty() && timestamps.isEmpty()) {
            return Verdict.NOT_SIGNED;
        }
        if (isAbsent(signatures) || isAbsent(algorithms) || isAbsent(nonces) || isAbsent(timestamps)) {
            return Verdict.HEADER_MISSING;
        }
        if (signatures.size() > 1 || algorithms.size() > 1 || nonces.size() > 1 || timestamps.size() > 1) {
            return Verdict.HEADER_REPEATED;
        }
        Verdict each = formOfEach();
        return each != Verdict.GENUINE
            && List.of(signature(), algorithms.get(0), nonce(), timestamp()).stream().anyMatch(Signature::isFolded)
            ? Verdict.HEADER_REPEATED : each;
    }

    private Verdict formOfEach() {
        if (!Signature.ALGORITHM.equalsIgnoreCase(algorithms.get(0))) {
            return Verdict.WRONG_ALGORITHM;
        }
        if (!isBase64Of32Bytes(signature())) {
            return Verdict.MALFORMED_SIGNATURE;
        }
        if (wellFormedNonce() == null) {
            return Verdict.MALFORMED_NONCE;
        }
        return signedAt() == null ? Verdict.MALFORMED_TIMESTAMP : Verdict.GENUINE;
    }

    private static boolean isAbsent(List<String> values) {
        return values.isEmpty() || values.size() == 1 && values.get(0).isEmpty();
    }

    /** Strictly: with its padding, and no other last letter than one that carries two zero bits. */
    private static boolean isBase64Of32Bytes(String text) {
        int last = SIGNATURE_CHARS - 2;
        return text.length() == SIGNATURE_CHARS && BASE64.fill(text, last) && LAST.has(text.charAt(last)) && text.charAt(last + 1) == '=';
    }

    String signature() {
        return signatures.get(0);
    }

    String nonce() {
        return nonces.get(0);
    }

    String timestamp() {
        return timestamps.get(0);
    }

    /** @return null unless the nonce came once and well-formed */
    String wellFormedNonce() {
        boolean wellFormed = nonces.size() == 1 && !nonce().isEmpty() && nonce().length() <= NONCE_CHARS
            && NONCE.fill(nonce(), nonce().length());
        return wellFormed ? nonce() : null;
    }

    /** @return null unless the timestamp came once and well-formed */
    Instant signedAt() {
        boolean wellFormed = timestamps.size() == 1 && (timestamp().length() == 10 || timestamp().length() == 11)
            && TIMESTAMP.fill(timestamp(), timestamp().length());
        return wellFormed ? Instant.ofEpochSecond(Long.parseLong(timestamp())) : null;
    }
}
