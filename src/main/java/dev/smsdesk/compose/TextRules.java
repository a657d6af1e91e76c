package dev.smsdesk.compose;

/** What texts from outside may not contain. */
final class TextRules {
    private TextRules() {}

    /** Control characters and line ends of any kind: what would break a log line, a header or a sender name. */
    static boolean leavesTheLine(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }

    /** Control characters that no telephone shows; line ends and tabs are none of them. */
    static boolean hasInvisible(String text) {
        return text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    /** A surrogate without its other half: no UTF-8 can hold it, so what is sent would not be what was typed. */
    static boolean isBroken(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
