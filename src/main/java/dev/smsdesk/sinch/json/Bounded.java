package dev.smsdesk.sinch.json;

/** Text from outside, made fit to keep and to show. */
public final class Bounded {
    private static final char REPLACEMENT = '\uFFFD';

    private Bounded() {}

    /** Every surrogate without its other half becomes U+FFFD: UTF-8 cannot hold it, and databases refuse it. */
    public static String wellFormed(String text) {
        int plain = 0;
        while (plain < text.length() && !Character.isSurrogate(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().forEach(c -> repaired.appendCodePoint(isSurrogate(c) ? REPLACEMENT : c));
        return repaired.toString();
    }

    /** Well-formed and at most so many characters; a pair is not cut in two. */
    public static String cut(String text, int most) {
        String whole = wellFormed(text);
        if (whole.length() <= most) {
            return whole;
        }
        boolean splitsPair = Character.isHighSurrogate(whole.charAt(most - 1));
        return whole.substring(0, splitsPair ? most - 1 : most);
    }

    /** As {@link #cut}, and on one line: control characters become blanks. */
    public static String line(String text, int most) {
        return cut(text, most).replaceAll("\\p{Cntrl}", " ");
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
