package dev.smsdesk.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The secret is right, but the body was changed on the way. Tries to undo each known change. */
final class BodyMistakes {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private final Trial trial;
    private final byte[] body;
    private final String latin;

    BodyMistakes(Trial trial, byte[] body) {
        this.trial = trial;
        this.body = body;
        this.latin = new String(body, StandardCharsets.ISO_8859_1);
    }

    /** Changes at the edges and line ends: a few attempts, affordable for the largest body. */
    Optional<Finding> atTheEdges() {
        return mark().or(this::lineEnds).or(this::ends);
    }

    /** Changes throughout the body, until the budget is used up. */
    Optional<Finding> throughout() {
        return new JsonMistakes(trial, body).find()
            .or(() -> new FormMistakes(trial, latin).find()).or(this::charset).or(() -> new CompressionMistakes(trial, body).find());
    }

    private Optional<Finding> mark() {
        boolean has = body.length >= BOM.length && Arrays.equals(body, 0, BOM.length, BOM, 0, BOM.length);
        boolean fits = has ? signed(Arrays.copyOfRange(body, BOM.length, body.length)) : trial.signer(BOM, body) != null;
        return fits ? found(Cause.BODY_BOM, has ? Detail.BOM_ADDED.stored() : Detail.BOM_REMOVED.stored()) : Optional.empty();
    }

    private Optional<Finding> lineEnds() {
        String unix = latin.replace("\r\n", "\n").replace('\r', '\n');
        if (!unix.equals(latin) && signed(unix)) {
            return found(Cause.BODY_LINE_ENDS, Detail.LF_TO_CRLF.stored());
        }
        if (signed(unix.replace("\n", "\r\n"))) {
            return found(Cause.BODY_LINE_ENDS, Detail.CRLF_TO_LF.stored());
        }
        return signed(unix.replace("\n", "\r")) ? found(Cause.BODY_LINE_ENDS, Detail.CR_REPLACED.stored()) : Optional.empty();
    }

    private Optional<Finding> ends() {
        int end = latin.length();
        while (end > 0 && " \t\r\n\0".indexOf(latin.charAt(end - 1)) >= 0) {
            end--;
        }
        String stripped = latin.substring(0, end);
        for (String last : List.of("", "\n", "\r\n", " ", "\n\n")) {
            if (signed(stripped + last)) {
                return found(Cause.BODY_RESERIALISED, stripped.length() + last.length() < body.length ? Detail.BLANK_ADDED_AT_END.stored()
                    : Detail.BLANK_LOST_AT_END.stored());
            }
        }
        String led = latin.replaceAll("^[ \\t\\r\\n]+", "");
        return !led.equals(latin) && signed(led) ? found(Cause.BODY_RESERIALISED, Detail.BLANK_ADDED_AT_START.stored()) : Optional.empty();
    }

    private Optional<Finding> charset() {
        for (Charset wrong : List.of(StandardCharsets.ISO_8859_1, WINDOWS)) {
            if (signed(new String(body, wrong).getBytes(StandardCharsets.UTF_8))) {
                return found(Cause.BODY_CHARSET, Detail.CHARSET_CHANGED.stored(wrong.name()));
            }
            if (signed(new String(body, StandardCharsets.UTF_8).getBytes(wrong))) {
                return found(Cause.BODY_CHARSET, Detail.CHARSET_MISREAD.stored(wrong.name()));
            }
        }
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            if (body.length > 1 && signed(new String(body, wide).getBytes(StandardCharsets.UTF_8))) {
                return found(Cause.BODY_CHARSET, Detail.CHARSET_CHANGED.stored("UTF-16"));
            }
        }
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            if (signed(Normalizer.normalize(new String(body, StandardCharsets.UTF_8), form).getBytes(StandardCharsets.UTF_8))) {
                return found(Cause.BODY_CHARSET, Detail.NORMALISED.stored());
            }
        }
        return Optional.empty();
    }

    private boolean signed(String original) {
        return signed(original.getBytes(StandardCharsets.ISO_8859_1));
    }

    private boolean signed(byte[] original) {
        return !trial.isOver() && trial.signer(original) != null;
    }

    private static Optional<Finding> found(Cause cause, String detail) {
        return Optional.of(new Finding(cause, detail));
    }
}
