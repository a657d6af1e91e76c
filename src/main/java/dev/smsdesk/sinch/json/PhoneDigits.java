package dev.smsdesk.sinch.json;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.util.regex.Pattern;

/** The one form in which numbers are compared: digits only. */
public final class PhoneDigits {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern PHONE = Pattern.compile("[\\s+()\\-./\\u00A0\\u2010-\\u2015]*[0-9][0-9\\s()\\-./\\u00A0\\u2010-\\u2015]*");
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]+");
    private static final Pattern NOT_DIGIT = Pattern.compile("[^0-9]");
    /** Fewer digits behind a leading 00, or between signs, are no international number. */
    private static final int SHORTEST = 7;

    private PhoneDigits() {}

    /**
     * A number with +, 00, blanks, dashes or brackets becomes its digits; a short code stays itself, and so does an alphanumeric sender
     * or any other address, also one of digits and signs, {@code 24/7} for example.
     */
    public static String of(String address) {
        if (!PHONE.matcher(address).matches()) {
            return address;
        }
        String digits = NOT_DIGIT.matcher(address).replaceAll("");
        boolean zeros = digits.startsWith("00") && !address.contains("+") && digits.length() >= SHORTEST + 2;
        boolean number = DIGITS.matcher(address).matches()
            || digits.length() >= SHORTEST && (zeros || address.contains("+") || isPossible(digits));
        return !number ? address : zeros ? digits.substring(2) : digits;
    }

    /** Whether so many digits occur in their country; tells {@code 46 70-123 45 67} from a date. */
    private static boolean isPossible(String digits) {
        try {
            return NUMBERS.isPossibleNumberWithReason(NUMBERS.parse("+" + digits, null)) == ValidationResult.IS_POSSIBLE;
        } catch (NumberParseException e) {
            return false;
        }
    }
}
