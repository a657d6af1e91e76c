package dev.smsdesk.sinch;

import java.util.regex.Pattern;

/** The one form in which numbers are compared: digits only. */
public final class PhoneDigits {
    private static final Pattern PHONE = Pattern.compile("[\\s+()\\-./\\u00A0\\u2010-\\u2015]*[0-9][0-9\\s()\\-./\\u00A0\\u2010-\\u2015]*");
    private static final Pattern NOT_DIGIT = Pattern.compile("[^0-9]");
    /** Fewer digits behind a leading 00 are no international number. */
    private static final int SHORTEST = 7;

    private PhoneDigits() {}

    /**
     * A number with +, 00, blanks, dashes or brackets becomes its digits; a short code stays itself, and so does an alphanumeric sender
     * or any other address.
     */
    public static String of(String address) {
        if (!PHONE.matcher(address).matches()) {
            return address;
        }
        String digits = NOT_DIGIT.matcher(address).replaceAll("");
        boolean international = digits.startsWith("00") && !address.contains("+") && digits.length() >= SHORTEST + 2;
        return international ? digits.substring(2) : digits;
    }
}
