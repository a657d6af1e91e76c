package dev.smsdesk.pages.ui;

import static dev.smsdesk.message.DeliveryState.ABORTED;
import static dev.smsdesk.message.DeliveryState.CANCELLED;
import static dev.smsdesk.message.DeliveryState.DISPATCHED;
import static dev.smsdesk.message.DeliveryState.QUEUED;
import static java.util.Map.entry;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.smsdesk.access.Role;
import dev.smsdesk.common.Text;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.wording.Sentence;
import dev.smsdesk.wording.SentenceKey;
import dev.smsdesk.wording.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How values read on a page; the functions of WEB-INF/desk.tld. What they answer is plain text and still has to be escaped. */
public final class Formats {
    /** The language and time zone of all pages. */
    private static final Sentences SENTENCES = new Sentences(Locale.ENGLISH, ZoneOffset.UTC);
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    /**
     * Source: Sinch SMS API, delivery receipt error codes. Other values are operators' own, and a number here may mean another thing beside
     * another state.
     */
    private static final Map<Integer, Code> CODES = Map.ofEntries(entry(400, new Code("Queued", Set.of(QUEUED))),
        entry(401, new Code("Dispatched", Set.of(DISPATCHED))), entry(402, aborted("Message unroutable")),
            entry(403, aborted("Internal error")),
        entry(404, aborted("Temporary delivery failure")), entry(405, aborted("Unmatched parameter")),
            entry(406, aborted("Internal expiry")),
        entry(407, new Code("Cancelled", Set.of(CANCELLED, ABORTED))), entry(408, aborted("Internal reject")),
        entry(410, aborted("Unmatched default originator")), entry(411, aborted("Exceeded parts limit")),
            entry(412, aborted("Unprovisioned region")),
        entry(413, aborted("Blocked")));

    private record Code(String meaning, Set<DeliveryState> states) {}

    private Formats() {}

    /** {@code 2026-11-24 10:15:03}, in UTC. */
    public static String time(Instant time) {
        return time == null ? "" : SENTENCES.time(time);
    }

    /** A phone number in groups, {@code +46 70 123 45 67}; a sender's name or a short code is returned unchanged. */
    public static String number(String digits) {
        if (digits == null || !digits.matches("\\+?[1-9][0-9]{6,14}")) {
            return digits;
        }
        String e164 = digits.startsWith("+") ? digits : "+" + digits;
        try {
            return NUMBERS.format(NUMBERS.parse(e164, null), PhoneNumberFormat.INTERNATIONAL).replace(' ', '\u00a0');
        } catch (NumberParseException e) {
            return e164;
        }
    }

    /** {@code 350 ms}, {@code 1.2 s}, {@code 12 min}, {@code 3 h}, {@code 5 days}: in the largest unit that it fills, without a sign. */
    public static String lasting(Duration time) {
        Duration length = time.abs();
        double seconds = length.toNanos() / 1e9;
        if (seconds < 0.0995) {
            return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
        }
        if (seconds < 0.9995) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        if (length.toMinutes() < 120) {
            return length.plusSeconds(30).toMinutes() + " min";
        }
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " days";
    }

    /** How long ago that was, to be said after it. */
    public static String ago(Instant then, Instant now) {
        return then == null ? "" : lasting(Duration.between(then, now)) + " ago";
    }

    /** {@code 12,345}. */
    public static String count(long count) {
        return SENTENCES.count(count);
    }

    /**
     * {@code 402 Message unroutable}; a code that we do not know, or that Sinch does not list beside this state, as it is; none as nothing.
     */
    public static String code(Integer code, DeliveryState state) {
        Code listed = CODES.get(code == null ? 0 : code);
        return code == null ? "" : listed == null || state == null || !listed.states.contains(state) ? code.toString() : code + " "
            + listed.meaning;
    }

    /** @param what a stored text with its codes, the key of a sentence, or a sentence; may be null */
    public static String say(Object what) {
        return what instanceof SentenceKey key ? SENTENCES.of(key) : what instanceof Sentence sentence ? SENTENCES.of(sentence)
            : SENTENCES.ofStored((String) what);
    }

    private static Code aborted(String meaning) {
        return new Code(meaning, Set.of(ABORTED));
    }

    /** {@code 49 h 12 min}, {@code 3 s}; without a sign, nothing for null. */
    public static String span(Duration span) {
        if (span == null) {
            return "";
        }
        return SENTENCES.span(span);
    }

    /** The beginning of a text, on one line. */
    public static String opening(String text, int characters) {
        String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.length() <= characters ? line : Text.cut(line, characters).stripTrailing() + "…";
    }

    /** Whether the person at this page may do what needs this role, by its name. */
    public static boolean may(HttpServletRequest request, String role) {
        return Role.valueOf(role).isHeld(request::isUserInRole);
    }
}
