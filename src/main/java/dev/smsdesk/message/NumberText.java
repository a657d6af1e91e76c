package dev.smsdesk.message;

import dev.smsdesk.message.PhoneNumber.NotANumber;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Typed or pasted text of a phone number: removes what copying adds, and refuses text that is not one number. */
public final class NumberText {
    static final String SEVERAL = "There seems to be more than one number in it. Give each number an entry of its own.";
    private static final String NO_NUMBER = "This is not a phone number. Check it, or remove it.";
    private static final String SPREADSHEET = "A spreadsheet has changed this number. Format the column as text, then copy it again.";
    private static final String EXTENSION = "An extension cannot get an SMS. Leave it out.";
    private static final String LETTERS = "A phone number has no letters.";
    /** Longer than any notation of one number; bounds the work of the patterns below. */
    private static final int LONGEST = 200;
    /** Characters that no font shows. Source: Unicode, Default_Ignorable_Code_Point; U+2800 and U+FFFC are invisible in practice. */
    private static final Pattern INVISIBLE = Pattern.compile(
        "[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u2800\\u3164"
        + "\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\uFFFC\\x{E0000}-\\x{E0FFF}]");
    private static final Pattern OTHER_PLUS = Pattern.compile("[\\u207A\\u2795\\uFE62\\uFF0B]");
    /** Blanks, line ends, quotation marks, brackets, bullets, a spreadsheet's equals sign. */
    private static final Pattern ENDS = Pattern.compile("^[^\\p{L}\\p{N}+*#]++|(?<=[\\p{L}\\p{N}+*#])[^\\p{L}\\p{N}+*#]++$");
    /** What libphonenumber reads within a number, without the slash; the tilde stands for a second dial tone. */
    private static final Pattern PUNCTUATION = Pattern.compile(
        "[\\p{Zs}\\p{Pd}\\u2212\\u30FC()\\[\\]\\uFF08\\uFF09\\uFF3B\\uFF3D.~\\u2053\\u223C\\uFF5E]");
    private static final Pattern SEPARATOR = Pattern.compile("[\\t\\n\\u000B\\f\\r\\u0085\\u2028\\u2029,;|&\\\\+]");
    private static final Pattern WITH_EXTENSION = Pattern.compile("(?iu).*[0-9][\\s.,;:(\\[]*(ext[a-z]*|x|#|доб)[\\s.:=]*[0-9]+");
    private static final Pattern EXPONENT = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+");
    /** {@code 46701234567.0}, not {@code +46.70.123.45.67} and not {@code 070.1234567}. */
    private static final Pattern DECIMAL_REST = Pattern.compile(".*\\.0|[^.]*(\\.0+|[0-9]{6,}\\.[0-9]{1,2})");

    private NumberText() {}

    /** The text without characters that cannot be seen. */
    public static String visible(String typed) {
        return INVISIBLE.matcher(typed).replaceAll("");
    }

    /** Visible, with digits and plus signs of any script as ASCII, and without what stands around the number. */
    public static String clean(String typed) {
        String visible = OTHER_PLUS.matcher(visible(typed)).replaceAll("+").replace('\uFF0E', '.').replace('\uFF0F', '/').strip();
        if (visible.length() > LONGEST) {
            return visible;
        }
        StringBuilder ascii = new StringBuilder(visible.length());
        visible.codePoints().forEach(c -> ascii.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return ENDS.matcher(ascii).replaceAll("");
    }

    /** @return digits and slashes, after a plus where there is one; a slash may part area code and number, or two numbers */
    static String oneNumber(String typed) throws NotANumber {
        String clean = clean(typed);
        if (clean.isEmpty() || clean.length() > LONGEST) {
            throw new NotANumber(NO_NUMBER);
        }
        boolean international = clean.startsWith("+");
        String number = clean.replaceFirst("^\\++", "");
        if (EXPONENT.matcher(number).matches() || DECIMAL_REST.matcher(number).matches()) {
            throw new NotANumber(SPREADSHEET);
        }
        if (WITH_EXTENSION.matcher(number).matches()) {
            throw new NotANumber(EXTENSION);
        }
        String dense = PUNCTUATION.matcher(number).replaceAll("");
        OptionalInt foreign = dense.codePoints().filter(c -> c != '/' && (c < '0' || c > '9')).findFirst();
        if (foreign.isPresent()) {
            throw new NotANumber(foreign(foreign.getAsInt()));
        }
        if (dense.replace("/", "").isEmpty()) {
            throw new NotANumber(NO_NUMBER);
        }
        return international ? "+" + dense : dense;
    }

    private static String foreign(int c) {
        if (Character.isLetter(c)) {
            return LETTERS;
        }
        return SEPARATOR.matcher(Character.toString(c)).matches() ? SEVERAL
            : String.format("No phone number has the character U+%04X %s. Remove it.", c, String.valueOf(Character.getName(c)));
    }
}
