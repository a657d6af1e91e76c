package dev.smsdesk.doctor;

import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.trust.CandidateSecrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The body is right, but the key is not: another secret, or a known one in another spelling. */
final class SecretMistakes {
    private static final List<String> STRAY = List.of(" ", "\n", "\r\n", "\t", "\r", "\u00a0");
    private final Trial trial;
    private final byte[] body;

    SecretMistakes(Trial trial, byte[] body) {
        this.trial = trial;
        this.body = body;
    }

    /** Another known secret. */
    Optional<Finding> other(CandidateSecrets suspects) {
        return fitting(suspects.otherPath(), Cause.OTHER_PATH).or(() -> fitting(suspects.retired(), Cause.REMOVED_SECRET));
    }

    /** A known secret in another spelling, or an empty one. */
    Optional<Finding> written(CandidateSecrets suspects) {
        if (trial.fits(new byte[0], body)) {
            return Optional.of(Finding.of(Cause.SECRET_EMPTY));
        }
        return suspects.live().stream().map(this::written).flatMap(Optional::stream).findFirst()
            .or(() -> suspects.otherPath().stream().map(this::written).flatMap(Optional::stream).findFirst());
    }

    private Optional<Finding> fitting(List<Secret> secrets, Cause cause) {
        return secrets.stream().filter(secret -> trial.fits(secret.key(), body)).findFirst()
            .map(secret -> new Finding(cause, secret.name()));
    }

    /** The same secret in another spelling. */
    private Optional<Finding> written(Secret secret) {
        String text = new String(secret.key(), StandardCharsets.UTF_8);
        return blanks(secret.name(), text).or(() -> quotes(secret.name(), text)).or(() -> codes(secret.name(), text));
    }

    private Optional<Finding> blanks(String name, String text) {
        String bare = text.replaceAll("^[\\s\u00a0\ufeff\u200b]+|[\\s\u00a0\ufeff\u200b]+$", "");
        if (!bare.equals(text) && (fits(bare) || fits(text.stripLeading()) || fits(text.stripTrailing()))) {
            return Optional.of(new Finding(Cause.BLANK_HERE, name));
        }
        for (String stray : STRAY) {
            if (fits(text + stray) || fits(stray + text) || fits(bare + stray)) {
                return Optional.of(new Finding(Cause.BLANK_THERE, name));
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> quotes(String name, String text) {
        for (String mark : List.of("\"", "'")) {
            boolean quoted = text.length() > 2 && text.startsWith(mark) && text.endsWith(mark);
            if (fits(quoted ? text.substring(1, text.length() - 1) : mark + text + mark)) {
                return Optional.of(new Finding(Cause.SECRET_QUOTED, name));
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> codes(String name, String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        String bare = text.strip();
        if (fits(decoded(() -> Base64.getDecoder().decode(bare))) || fits(decoded(() -> Base64.getUrlDecoder().decode(bare)))) {
            return Optional.of(new Finding(Cause.SECRET_DECODED, Detail.BASE64_DECODED.stored(name)));
        }
        if (fits(decoded(() -> HexFormat.of().parseHex(bare)))) {
            return Optional.of(new Finding(Cause.SECRET_DECODED, Detail.HEX_DECODED.stored(name)));
        }
        if (fits(Base64.getEncoder().encodeToString(key)) || fits(Base64.getUrlEncoder().withoutPadding().encodeToString(key))) {
            return Optional.of(new Finding(Cause.SECRET_ENCODED, Detail.BASE64_ENCODED.stored(name)));
        }
        if (fits(HexFormat.of().formatHex(key)) || fits(HexFormat.of().withUpperCase().formatHex(key))) {
            return Optional.of(new Finding(Cause.SECRET_ENCODED, Detail.HEX_ENCODED.stored(name)));
        }
        return Optional.empty();
    }

    private interface Decoding {
        byte[] run();
    }

    /** @return null if the text is not so encoded */
    private static byte[] decoded(Decoding decoding) {
        try {
            return decoding.run();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean fits(String key) {
        return fits(key.getBytes(StandardCharsets.UTF_8));
    }

    private boolean fits(byte[] key) {
        return key != null && trial.fits(key, body);
    }
}
