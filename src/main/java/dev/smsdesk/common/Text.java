package dev.smsdesk.common;

/** Makes text from outside fit for a column and a page. */
public final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Replaces every surrogate without its other half by U+FFFD: UTF-8 cannot encode it, and databases refuse it. */
    public static String wellFormed(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().forEach(c -> repaired.appendCodePoint(Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c));
        return repaired.toString();
    }

    /** Well-formed and at most so many UTF-16 units, without half a surrogate pair at the end. @return null for null */
    public static String cut(String text, int most) {
        if (text == null) {
            return null;
        }
        String whole = wellFormed(text);
        if (whole.length() <= most) {
            return whole;
        }
        return whole.substring(0, Character.isHighSurrogate(whole.charAt(most - 1)) ? most - 1 : most);
    }

    /** As {@link #cut}, on one line: control characters become blanks. */
    public static String line(String text, int most) {
        return cut(text, most).replaceAll("\\p{Cntrl}", " ");
    }
}
