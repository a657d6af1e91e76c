package dev.smsdesk.compose;

import dev.smsdesk.message.NumberText;
import dev.smsdesk.message.PhoneNumber;
import java.util.regex.Pattern;

/** Who a message says it is from: a phone number, a short code or a few letters. Source: Sinch, send batch, {@code from}. */
final class Originator {
    static final String POINTER = "/from";
    private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9 .&'!_-]{1,11}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,6}");
    /** Rarer; where a country is set, so many digits are one of its national numbers instead. */
    private static final Pattern LONGER_SHORT_CODE = Pattern.compile("[0-9]{7,8}");

    private Originator() {}

    /** @return phone numbers in E.164, the others as typed; null where a fault was noted */
    static String read(String typed, String country, boolean allowUnassigned, Faults faults) {
        if (typed == null || typed.isBlank()) {
            faults.add(POINTER, "Say who the message is from: a phone number, a short code, or up to 11 letters and digits.");
            return null;
        }
        String sender = NumberText.visible(typed).strip();
        if (TextRules.leavesTheLine(sender)) {
            faults.add(POINTER, "The sender has a line end or control character in it. Write it on one line.");
            return null;
        }
        if (sender.codePoints().anyMatch(Character::isLetter)) {
            return alphanumeric(sender, faults);
        }
        String code = NumberText.clean(sender);
        boolean isShortCode = SHORT_CODE.matcher(code).matches() || country == null && LONGER_SHORT_CODE.matcher(code).matches();
        return isShortCode ? code : phone(sender, country, allowUnassigned, faults);
    }

    private static String alphanumeric(String sender, Faults faults) {
        if (ALPHANUMERIC.matcher(sender).matches()) {
            return sender;
        }
        faults.add(POINTER, sender.length() > 11
            ? "A sender with letters has at most 11 characters; this one has " + sender.length() + ". Shorten it."
            : "A sender with letters may have A to Z, a to z, digits, spaces and . & ' ! _ - only. Leave out the others.");
        return null;
    }

    private static String phone(String sender, String country, boolean allowUnassigned, Faults faults) {
        try {
            return PhoneNumber.read(sender, country, allowUnassigned).e164();
        } catch (PhoneNumber.NotANumber e) {
            faults.add(POINTER, e.getMessage());
            return null;
        }
    }
}
