package dev.smsdesk.doctor;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.trust.BasicPassword;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Diagnoses missing or malformed signature headers. */
final class HeaderMistakes {
    private static final int MOST_SIGNATURE_CHARS = 200;
    private static final List<String> NAMES = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER,
        Signature.TIMESTAMP_HEADER);
    private static final int MAC_BYTES = 32;
    private static final int LONGEST_SHOWN = 40;
    private final Evidence evidence;
    private final List<Secret> live;
    private final HashBudget effort;

    HeaderMistakes(Evidence evidence, List<Secret> live, HashBudget effort) {
        this.evidence = evidence;
        this.live = live;
        this.effort = effort;
    }

    /** @param password accepted on this path, or null */
    Finding notSigned(BasicPassword password) {
        List<String> authorization = evidence.values("authorization");
        if (password != null) {
            return Finding.of(switch (password.check(authorization)) {
                case FITS -> Cause.PASSWORD_FITS;
                case ABSENT -> Cause.PASSWORD_ABSENT;
                case NOT_READABLE -> Cause.PASSWORD_UNREADABLE;
                case WRONG -> Cause.PASSWORD_WRONG;
            });
        }
        String scheme = authorization.isEmpty() ? "" : authorization.get(0).strip().toLowerCase(Locale.ROOT);
        Cause cause = scheme.startsWith("basic") ? Cause.PASSWORD_CAME : scheme.startsWith("bearer") ? Cause.TOKEN_CAME
            : evidence.channel() == Channel.SMS ? Cause.SIGNING_OFF : Cause.WEBHOOK_UNSIGNED;
        return Finding.of(cause);
    }

    Finding missing() {
        List<String> missing = new ArrayList<>();
        NAMES.forEach(name -> {
            if (evidence.values(name).isEmpty() || evidence.values(name).equals(List.of(""))) {
                missing.add(name);
            }
        });
        return new Finding(Cause.HEADERS_STRIPPED, String.join(", ", missing));
    }

    Finding repeated() {
        return new Finding(Cause.HEADER_REPEATED, String.join(", ", NAMES.stream()
            .filter(name -> evidence.values(name).size() > 1 || Signature.isFolded(evidence.value(name))).toList()));
    }

    Finding algorithm() {
        return new Finding(Cause.WRONG_ALGORITHM, shown(evidence.value(Signature.ALGORITHM_HEADER)));
    }

    /** Cut to a name's length, because the caller chose it. */
    static String shown(String algorithm) {
        return algorithm.matches("[A-Za-z0-9/_-]{1," + LONGEST_SHOWN + "}") ? algorithm : Detail.NO_ALGORITHM_NAME.stored();
    }

    Finding signature() {
        String text = evidence.value(Signature.HEADER).strip();
        String bare = text.replaceFirst("(?i)^(hmac-?)?sha-?256[=:]", "").replaceAll("[\\s\"']", "");
        byte[] mac = hex(bare).or(() -> base64(bare)).orElse(null);
        if (mac == null || mac.length != MAC_BYTES) {
            return new Finding(Cause.SIGNATURE_UNREADABLE, mac == null ? Detail.SIGNATURE_NO_ENCODING.stored()
                : Detail.SIGNATURE_LENGTH.stored(mac.length));
        }
        String form = hex(bare).isPresent() ? Detail.SIGNATURE_IN_HEX.stored() : bare.length() < text.length()
            ? Detail.SIGNATURE_ADDITION.stored() : bare.contains("-") || bare.contains("_")
            ? Detail.SIGNATURE_URL_SAFE.stored() : Detail.SIGNATURE_UNPADDED.stored();
        String nonce = evidence.value(Signature.NONCE_HEADER);
        boolean fits = new Trial(mac, nonce, evidence.value(Signature.TIMESTAMP_HEADER), live, effort).signer(evidence.body()) != null;
        return fits ? new Finding(Cause.SIGNATURE_FORM, form)
            : new Finding(Cause.SIGNATURE_UNREADABLE, Detail.SIGNATURE_FITS_NONE.stored(form));
    }

    private static Optional<byte[]> hex(String text) {
        return text.matches("[0-9a-fA-F]{64}") ? Optional.of(HexFormat.of().parseHex(text)) : Optional.empty();
    }

    /** @return empty for a text longer than any encoding of 32 bytes, to bound the work */
    private static Optional<byte[]> base64(String text) {
        if (text.length() > MOST_SIGNATURE_CHARS) {
            return Optional.empty();
        }
        for (Base64.Decoder decoder : List.of(Base64.getDecoder(), Base64.getUrlDecoder())) {
            try {
                return Optional.of(decoder.decode(text.replaceFirst("=+$", "")));
            } catch (IllegalArgumentException e) {
                continue;   // URL-safe Base64, or no Base64
            }
        }
        return Optional.empty();
    }

    Finding nonce() {
        return Finding.of(signs() ? Cause.RECUT : Cause.NONCE_FORM);
    }

    Finding timestamp() {
        String timestamp = evidence.value(Signature.TIMESTAMP_HEADER);
        String nonce = evidence.value(Signature.NONCE_HEADER);
        if (timestamp.matches("[0-9]{13}")) {
            return Finding.of(Cause.TIMESTAMP_MILLIS);
        }
        boolean exchanged = nonce.matches("[0-9]{10,11}") && timestamp.matches("[A-Za-z0-9_-]{1,128}");
        return Finding.of(exchanged ? Cause.HEADERS_EXCHANGED : Cause.TIMESTAMP_FORM);
    }

    /** Whether a live secret signs body, nonce and timestamp, in any form. */
    private boolean signs() {
        byte[] mac = Base64.getDecoder().decode(evidence.value(Signature.HEADER));
        return new Trial(mac, evidence.value(Signature.NONCE_HEADER), evidence.value(Signature.TIMESTAMP_HEADER), live, effort)
            .signer(evidence.body()) != null;
    }
}
