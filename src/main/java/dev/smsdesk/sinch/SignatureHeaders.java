package dev.smsdesk.sinch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.regex.Pattern;

/** The four signature headers of one request, as they came, and whether they have the only form Sinch gives them. */
record SignatureHeaders(List<String> signatures, List<String> algorithms, List<String> nonces, List<String> timestamps) {
    /** Base64 of exactly 32 bytes, strictly: the last letter carries two zero bits, the padding is there. */
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{10,11}");

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
        if (!Signature.ALGORITHM.equalsIgnoreCase(algorithms.get(0))) {
            return Verdict.WRONG_ALGORITHM;
        }
        if (!SIGNATURE.matcher(signature()).matches()) {
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
        return nonces.size() == 1 && NONCE.matcher(nonce()).matches() ? nonce() : null;
    }

    /** @return null unless the timestamp came once and well-formed */
    Instant signedAt() {
        boolean wellFormed = timestamps.size() == 1 && TIMESTAMP.matcher(timestamp()).matches();
        return wellFormed ? Instant.ofEpochSecond(Long.parseLong(timestamp())) : null;
    }
}
