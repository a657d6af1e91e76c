package dev.smsdesk.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every region of libphonenumber keeps its own prefix, its example numbers and its shortest and longest numbers")
class AllRegionsTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final List<List<String>> CANDIDATES = List.of(digits(2, 100), digits(3, 1000), digits(4, 10_000));

    /** {@code 00} and {@code 001} or {@code 0011} both lead abroad there. */
    private static final Set<String> SEVERAL_PREFIXES = Set.of("HK", "BO");

    @Test
    void eachRegionDialsAnotherCountryByItsOwnPrefix() throws Exception {
        List<String> wrong = new ArrayList<>();
        int dialled = 0;
        for (String region : NUMBERS.getSupportedRegions()) {
            for (String prefix : prefixes(metadata(region).getInternationalPrefix())) {
                for (String abroad : List.of("46701234567", "14155550123", "4792234567")) {
                    if (!abroad.startsWith(String.valueOf(NUMBERS.getCountryCodeForRegion(region)))) {
                        dialled++;
                        check(prefix + " " + abroad, region, abroad, wrong);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(dialled > 800, "dialled " + dialled);
    }

    @Test
    void whatLibphonenumberDialsAbroadIsReadBack() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String region : NUMBERS.getSupportedRegions()) {
            for (String other : List.of("SE", "US", "IT", "JP")) {
                Phonenumber.PhoneNumber example = NUMBERS.getExampleNumberForType(other, PhoneNumberType.MOBILE);
                check(NUMBERS.formatOutOfCountryCallingNumber(example, region), region, digits(example), wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyExampleNumberIsAccepted() {
        List<String> wrong = new ArrayList<>();
        List<Phonenumber.PhoneNumber> examples = examples();
        for (Phonenumber.PhoneNumber example : examples) {
            for (PhoneNumberFormat format : List.of(PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL)) {
                check(NUMBERS.format(example, format), null, digits(example), wrong);
            }
            String region = NUMBERS.getRegionCodeForNumber(example);
            if (region != null && !region.equals("001")) {
                check(NUMBERS.format(example, PhoneNumberFormat.NATIONAL), region, digits(example), wrong);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(examples.size() > 900, "examples " + examples.size());
    }

    @Test
    void theShortestAndLongestPossibleNumbersAreTakenAndOneDigitBeyondIsRefused() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String region : NUMBERS.getSupportedRegions()) {
            String code = String.valueOf(NUMBERS.getCountryCodeForRegion(region));
            TreeSet<Integer> lengths = new TreeSet<>(metadata(NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(code))).getGeneralDesc()
                .getPossibleLengthList());
            for (int length : List.of(lengths.first() - 1, lengths.first(), lengths.last(), lengths.last() + 1)) {
                String digits = code + "9".repeat(length);
                String read = read("+" + digits, null, true);
                boolean expected = lengths.contains(length) && digits.length() >= 5 && digits.length() <= 15;
                if (!read.equals(expected ? digits : "This is not a possible phone number. Check its length and country code.")) {
                    wrong.add(region + " +" + digits + " → " + read);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void check(String typed, String region, String digits, List<String> wrong) {
        String read = read(typed, region, false);
        if (!read.equals(digits) && !(region != null && SEVERAL_PREFIXES.contains(region)
            && read.startsWith("This can be read as numbers of two countries."))) {
            wrong.add(region + " " + typed + " → " + read + ", not " + digits);
        }
    }

    /** The digits, or the sentence of the refusal. */
    private static String read(String typed, String region, boolean allowUnassigned) {
        try {
            return PhoneNumber.read(typed, region, allowUnassigned).digits();
        } catch (PhoneNumber.NotANumber e) {
            return e.getMessage();
        }
    }

    private static List<Phonenumber.PhoneNumber> examples() {
        TreeMap<String, Phonenumber.PhoneNumber> examples = new TreeMap<>();
        Stream<Phonenumber.PhoneNumber> regional = NUMBERS.getSupportedRegions().stream().flatMap(region ->
            Stream.of(PhoneNumberType.values()).filter(type -> type != PhoneNumberType.UNKNOWN)
                .map(type -> NUMBERS.getExampleNumberForType(region, type)));
        Stream<Phonenumber.PhoneNumber> global = NUMBERS.getSupportedGlobalNetworkCallingCodes().stream()
            .map(NUMBERS::getExampleNumberForNonGeoEntity);
        Stream.concat(regional, global).filter(example -> example != null && NUMBERS.canBeInternationallyDialled(example))
            .forEach(example -> examples.put(digits(example), example));
        return List.copyOf(examples.values());
    }

    /** Up to 6 strings of at most 4 digits that are this prefix, a pattern. */
    private static Set<String> prefixes(String pattern) {
        Matcher prefix = Pattern.compile(pattern).matcher("");
        Set<String> all = new TreeSet<>();
        for (List<String> ofOneLength : CANDIDATES) {
            ofOneLength.stream().filter(digits -> prefix.reset(digits).matches()).limit(2).forEach(all::add);
        }
        return all;
    }

    private static List<String> digits(int length, int end) {
        return IntStream.range(0, end).mapToObj(i -> String.valueOf(end + i).substring(1, length + 1)).toList();
    }

    private static PhoneMetadata metadata(String region) throws ReflectiveOperationException {
        Method metadata = PhoneNumberUtil.class.getDeclaredMethod("getMetadataForRegion", String.class);
        metadata.setAccessible(true);
        return (PhoneMetadata) metadata.invoke(NUMBERS, region);
    }

    private static String digits(Phonenumber.PhoneNumber number) {
        return NUMBERS.format(number, PhoneNumberFormat.E164).substring(1);
    }
}
