package dev.smsdesk.message;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A phone number in E.164, kept as digits without the plus: the form in which Sinch reports it.
 * @param digits 5 to 15 digits, country code first
 */
public record PhoneNumber(String digits) {
    /** The one refusal that the sender may overrule: new ranges are in use before libphonenumber knows them. */
    public static final String UNASSIGNED =
        "No such number is known to be assigned. Check it, or allow unassigned numbers (allow_unassigned).";
    private static final String NO_COUNTRY = "Write the number with + and its country code, such as +46701234567.";
    private static final String UNCLEAR = "This can be read as numbers of two countries. Write it with + and its country code.";
    private static final String IMPOSSIBLE = "This is not a possible phone number. Check its length and country code.";
    private static final String COMMON_PREFIX = "00";
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern MOBILE = Pattern.compile(
        "52(?<one>1?)(?<mx>[2-9]\\d{9})|54(?<nine>9?)(?<ar>[1-3]\\d{9})|549?(?<long>[1-3]\\d{11})");
    private static final Phonenumber.PhoneNumber SWEDISH = parsed("+46701234567", null);
    private static final Pattern E164 = Pattern.compile("[1-9][0-9]{4,14}");

    public PhoneNumber {
        if (!E164.matcher(digits).matches()) {
            throw new IllegalArgumentException("not E.164 digits");
        }
    }

    /** The text is not a phone number; the message says why and what to do. */
    public static final class NotANumber extends Exception {
        private static final long serialVersionUID = 1L;

        NotANumber(String sentence) {
            super(sentence);
        }
    }

    /**
     * Reads a number in any common notation: {@code +46 70-123 45 67}, {@code 0046701234567}, {@code (070) 123 45 67}. Where a country is
     * given, its own international prefix counts, and {@code 00} only if it is that.
     * @param country         ISO 3166 code that national numbers belong to, or null where only international ones are taken
     * @param allowUnassigned takes numbers whose length is possible, though no range of theirs is known
     * @throws NotANumber no number, more than one, or one that cannot exist
     */
    public static PhoneNumber read(String typed, String country, boolean allowUnassigned) throws NotANumber {
        String written = NumberText.oneNumber(typed);
        if (country == null && !written.startsWith("+") && !written.startsWith(COMMON_PREFIX)) {
            throw new NotANumber(NO_COUNTRY);
        }
        for (int slash = written.indexOf('/'); slash >= 0; slash = written.indexOf('/', slash + 1)) {
            if (isAssigned(meant(written.substring(0, slash), country))) {
                throw new NotANumber(NumberText.SEVERAL);
            }
        }
        Phonenumber.PhoneNumber number = meant(written, country);
        String digits = number == null ? "" : NUMBERS.format(number, PhoneNumberFormat.E164).substring(1);
        boolean assigned = isAssigned(number);
        for (String other : assigned ? List.<String>of() : otherSpellings(digits)) {
            if (isAssigned(parsed("+" + other, null))) {
                return new PhoneNumber(other);   // the number that a reply goes to, as an operator wrote it
            }
        }
        if (!E164.matcher(digits).matches() || !assigned && NUMBERS.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
            throw new NotANumber(IMPOSSIBLE);
        }
        if (!assigned && !allowUnassigned) {
            throw new NotANumber(UNASSIGNED);
        }
        return new PhoneNumber(digits);
    }

    /**
     * @return null where it cannot be a number;
     * @throws NotANumber two numbers can be meant, as in Hong Kong, where 00 and 001 are prefixes
     */
    private static Phonenumber.PhoneNumber meant(String written, String country) throws NotANumber {
        String dense = written.replace("/", "");
        if (country == null && dense.startsWith(COMMON_PREFIX)) {
            return parsed("+" + dense.substring(COMMON_PREFIX.length()), null);
        }
        Phonenumber.PhoneNumber number = parsed(dense, country);
        if (!dense.startsWith(COMMON_PREFIX) || !SWEDISH.equals(parsed(COMMON_PREFIX + "46701234567", country))) {
            return number;
        }
        Phonenumber.PhoneNumber abroad = parsed("+" + dense.substring(COMMON_PREFIX.length()), null);
        if (isAssigned(abroad) && isAssigned(number) && !abroad.equals(number)) {
            throw new NotANumber(UNCLEAR);
        }
        return isAssigned(abroad) ? abroad : number;
    }

    private static boolean isAssigned(Phonenumber.PhoneNumber number) {
        return number != null && NUMBERS.isValidNumber(number);
    }

    /** @return null where it cannot be a number */
    private static Phonenumber.PhoneNumber parsed(String digits, String country) {
        try {
            return NUMBERS.parse(digits, country);
        } catch (NumberParseException e) {
            return null;
        }
    }

    /**
     * Other spellings of the same mobile number. Operators in Mexico write 52 or 521 before ten digits; those in Argentina 549 or 54, or 15
     * behind the area code of two to four digits. Source: ITU-T E.164 national numbering plans of both.
     * @param digits with country code; null for none
     */
    public static List<String> otherSpellings(String digits) {
        Matcher mobile = digits == null ? null : MOBILE.matcher(digits);
        if (mobile == null || !mobile.matches()) {
            return List.of();
        }
        if (mobile.group("mx") != null) {
            return List.of((mobile.group("one").isEmpty() ? "521" : "52") + mobile.group("mx"));
        }
        if (mobile.group("ar") != null) {
            return List.of((mobile.group("nine").isEmpty() ? "549" : "54") + mobile.group("ar"));
        }
        String with15 = mobile.group("long");
        return IntStream.rangeClosed(2, 4).filter(area -> with15.startsWith("15", area))
            .mapToObj(area -> with15.substring(0, area) + with15.substring(area + 2))
            .flatMap(national -> Stream.of("549" + national, "54" + national)).toList();
    }

    /** {@code +467…67}: enough to recognise, too little to call. For logs. */
    public static String masked(String digits) {
        return digits.length() < 6 ? "…" : "+" + digits.substring(0, 3) + "…" + digits.substring(digits.length() - 2);
    }

    /** ISO 3166 code of its country, 001 for numbers of no country, or null if it is not known. */
    public String country() {
        for (int length = 1; length <= 3; length++) {
            List<String> regions = NUMBERS.getRegionCodesForCountryCode(Integer.parseInt(digits.substring(0, length)));
            if (!regions.isEmpty()) {
                // Most country codes are of one country: nothing has to be parsed.
                return regions.size() == 1 ? regions.get(0) : NUMBERS.getRegionCodeForNumber(parsed(e164(), null));
            }
        }
        return null;
    }

    public String e164() {
        return "+" + digits;
    }

    @Override
    public String toString() {
        return masked(digits);
    }
}
