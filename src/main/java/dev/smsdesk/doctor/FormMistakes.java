package dev.smsdesk.doctor;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body was decoded or encoded as a form on the way: plus signs became blanks, percent escapes were decoded, or the reverse. */
final class FormMistakes {
    /** 2^10 combinations of blanks that were plus signs. */
    private static final int MOST_BLANKS = 10;
    private final Trial trial;
    private final String body;

    /** @param body one character for each byte */
    FormMistakes(Trial trial, String body) {
        this.trial = trial;
        this.body = body;
    }

    Optional<Finding> find() {
        return blanks().or(this::encoded).or(this::percent);
    }

    private Optional<Finding> blanks() {
        Optional<Finding> found = Optional.of(new Finding(Cause.BODY_FORM_DECODED, Detail.PLUS_TO_BLANK.stored()));
        if (signed(body.replace(' ', '+')) || signed(body.replaceAll("(?<=\") (?=[0-9])", "+"))) {
            return found;
        }
        List<Integer> blanks = new ArrayList<>();
        for (int at = body.indexOf(' '); at >= 0 && blanks.size() <= MOST_BLANKS; at = body.indexOf(' ', at + 1)) {
            blanks.add(at);
        }
        for (int chosen = 1; blanks.size() <= MOST_BLANKS && chosen < 1 << blanks.size() && !trial.isOver(); chosen++) {
            StringBuilder original = new StringBuilder(body);
            for (int i = 0; i < blanks.size(); i++) {
                original.setCharAt(blanks.get(i), (chosen & 1 << i) == 0 ? ' ' : '+');
            }
            if (signed(original.toString())) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> encoded() {
        String bare = body.endsWith("=") ? body.substring(0, body.length() - 1) : body;
        boolean equals = !bare.equals(body) && signed(bare);
        if (equals || signed(decoded(bare)) || signed(decoded(body)) || signed(decoded(bare.replaceFirst("^[A-Za-z_]+=", "")))) {
            return Optional.of(new Finding(Cause.BODY_FORM_DECODED, Detail.WRITTEN_AS_FORM.stored()));
        }
        return Optional.empty();
    }

    /** The whole body was percent-encoded when it was signed. */
    private Optional<Finding> percent() {
        String form = URLEncoder.encode(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
        boolean fits = signed(form) || signed(form.replace("+", "%20")) || signed(body.replace("%", "%25"))
            || signed(body.replace("+", "%2B")) || signed(body.replace(" ", "%20"));
        return fits ? Optional.of(new Finding(Cause.BODY_FORM_DECODED, Detail.PERCENT_DECODED.stored())) : Optional.empty();
    }

    /** @return the same text if it cannot be decoded */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private boolean signed(String original) {
        return !trial.isOver() && trial.signer(original.getBytes(StandardCharsets.ISO_8859_1)) != null;
    }
}
