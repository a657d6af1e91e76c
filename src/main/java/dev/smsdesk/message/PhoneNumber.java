package dev.smsdesk.message;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;

/**
 * A phone number in E.164, kept as digits without the plus: the form in which Sinch reports it.
 * @param digits 5 to 15 digits, country code first
 */
public record PhoneNumber(String digits) {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    public PhoneNumber {
        if (!digits.matches("[1-9][0-9]{4,14}")) {
            throw new IllegalArgumentException("not E.164 digits");
        }
    }

    /** What was typed is not a phone number; the message says why and what to do. */
    public static final class Unreadable extends Exception {
        private Unreadable(String sentence) {
            super(sentence);
        }
    }

    /**
     * Reads a number in any common notation: {@code +46 70-123 45 67}, {@code 0046701234567}, {@code (070) 123 45 67}.
     * @param country ISO 3166 code that national numbers belong to, or null where only international ones are taken
     * @throws Unreadable no number, or one that cannot exist
     */
    public static PhoneNumber read(String typed, String country) throws Unreadable {
        String text = typed.replaceAll("[\\p{Z}\\p{Cf}]", "");   // also the invisible marks that copied contacts carry
        String international = text.startsWith("00") ? "+" + text.substring(2) : text;
        if (!international.startsWith("+") && country == null) {
            throw new Unreadable("Write the number with + and its country code, such as +46701234567.");
        }
        if (text.chars().anyMatch(Character::isLetter)) {
            throw new Unreadable("A phone number has no letters.");
        }
        try {
            Phonenumber.PhoneNumber number = NUMBERS.parse(international, country);
            if (number.hasExtension() || !NUMBERS.isPossibleNumber(number)) {
                throw new Unreadable("This is not a possible phone number. Check its length and country code.");
            }
            return new PhoneNumber(NUMBERS.format(number, PhoneNumberFormat.E164).substring(1));
        } catch (NumberParseException e) {
            throw new Unreadable("This is not a phone number. Check it, or remove it.");
        }
    }

    /** {@code +467…67}: enough to recognise, too little to call. For logs. */
    public static String masked(String digits) {
        return digits.length() < 6 ? "…" : "+" + digits.substring(0, 3) + "…" + digits.substring(digits.length() - 2);
    }

    public String e164() {
        return "+" + digits;
    }

    @Override
    public String toString() {
        return masked(digits);
    }
}
