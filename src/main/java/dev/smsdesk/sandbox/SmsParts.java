package dev.smsdesk.sandbox;

/**
 * Into how many messages a text is split: GSM-7 holds 160 septets in one part and 153 in each of several, UCS-2 70 and 67 units. A
 * character that takes two is never split. Source: 3GPP TS 23.038.
 */
public record SmsParts(boolean unicode, int count) {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Two septets each. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    public static SmsParts of(String text) {
        boolean unicode = isUnicode(text);
        boolean fitsInOne = fitting(text, 0, unicode, unicode ? 70 : 160) == text.length();
        int count = 1;
        if (!fitsInOne) {
            count = 0;
            for (int at = 0; at < text.length(); count++) {
                at = fitting(text, at, unicode, unicode ? 67 : 153);
            }
        }
        return new SmsParts(unicode, count);
    }

    /** As much of the text as one message holds. */
    public static String firstOf(String text) {
        boolean unicode = isUnicode(text);
        return text.substring(0, fitting(text, 0, unicode, unicode ? 70 : 160));
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().anyMatch(c -> BASIC.indexOf(c) < 0 && EXTENDED.indexOf(c) < 0);
    }

    /** @return where the part that begins there ends */
    private static int fitting(String text, int from, boolean unicode, int room) {
        int at = from;
        for (int left = room; at < text.length(); ) {
            int c = text.codePointAt(at);
            int size = unicode ? Character.charCount(c) : EXTENDED.indexOf(c) >= 0 ? 2 : 1;
            if (size > left) {
                break;
            }
            left -= size;
            at += Character.charCount(c);
        }
        return at;
    }
}
