package dev.smsdesk.compose;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a text travels: one SMS, or several parts that the telephone joins. Source: 3GPP TS 23.038, tables of the default alphabet and its
 * extension; 23.040 for the header of a part.
 * @param units what is counted: septets in GSM-7, UTF-16 units in UCS-2
 * @param parts 1 also for an empty text
 */
public record TextParts(Encoding encoding, int units, int parts) {
    /** Of one septet each, but ESC; in the order of their codes, lines of sixteen. */
    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅå" + "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ" + " !\"#¤%&'()*+,-./" + "0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNO"
        + "PQRSTUVWXYZÄÖÑÜ§" + "¿abcdefghijklmno" + "pqrstuvwxyzäöñüà";
    /** Of two septets each: ESC and a code. */
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** One character outside of GSM-7 puts the whole text into UCS-2. */
    public enum Encoding {
        GSM7(160, 153), UCS2(70, 67);

        /** Units that one SMS holds, and one of several parts. */
        private final int alone;
        private final int ofSeveral;

        Encoding(int alone, int ofSeveral) {
            this.alone = alone;
            this.ofSeveral = ofSeveral;
        }
    }

    public static TextParts of(String text) {
        boolean gsm = outside(text).isEmpty();
        int[] characters = (gsm ? text.chars().map(c -> EXTENSION.indexOf(c) >= 0 ? 2 : 1) : text.codePoints().map(Character::charCount))
            .toArray();
        Encoding encoding = gsm ? Encoding.GSM7 : Encoding.UCS2;
        int units = IntStream.of(characters).sum();
        return new TextParts(encoding, units, units <= encoding.alone ? 1 : parts(characters, encoding.ofSeveral));
    }

    /** Characters that put the text into UCS-2, each once, in the order of the text. */
    public static List<String> outside(String text) {
        return text.codePoints().filter(c -> ALPHABET.indexOf(c) < 0 && EXTENSION.indexOf(c) < 0).distinct().mapToObj(Character::toString)
            .toList();
    }

    /** A character of two units is never cut in two, so a part may hold one unit less. */
    private static int parts(int[] characters, int most) {
        int parts = 1;
        int used = 0;
        for (int units : characters) {
            if (used + units > most) {
                parts++;
                used = 0;
            }
            used += units;
        }
        return parts;
    }
}
