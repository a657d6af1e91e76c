package dev.smsdesk.compose;

/** Characters that texts from outside may not contain. */
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

    /** A surrogate without its other half: UTF-8 cannot encode it, so another text would be sent than was typed. */
    static boolean isBroken(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
