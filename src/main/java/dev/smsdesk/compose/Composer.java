package dev.smsdesk.compose;

import dev.smsdesk.message.Category;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns a draft into an order that can be sent, or lists what is wrong with each of its parts. */
public final class Composer {
    private static final String NO_RECIPIENT = "Give at least one recipient.";
    /** In UTF-16 units, as Sinch counts: an emoji is two. */
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_NAME = 200;
    private final int maxRecipients;
    private final String defaultCountry;
    private final int maxParts;

    /**
     * @param defaultCountry ISO 3166 code that national numbers belong to, or null where only international ones are taken
     * @param maxParts       into how many parts a text may be cut on its way
     */
    public Composer(int maxRecipients, String defaultCountry, int maxParts) {
        this.maxRecipients = maxRecipients;
        this.defaultCountry = defaultCountry;
        this.maxParts = maxParts;
    }

    /**
     * A number given twice, in any notations, counts once.
     * @throws dev.smsdesk.problem.ProblemException INVALID with pointers /from, /text, /name, /to and /to/N, N from 0; at most about 100
     */
    public Order order(Draft draft) {
        Faults faults = new Faults();
        return order(draft, faults, () -> to(draft, faults));
    }

    /** For one recipient: @throws dev.smsdesk.problem.ProblemException as {@link #order}, with pointer /to */
    public Order one(Draft draft) {
        try {
            return order(draft);
        } catch (ProblemException e) {
            throw new ProblemException(e.errors().stream().map(Composer::ofOne).toList());
        }
    }

    private static FieldError ofOne(FieldError error) {
        return error.pointer().startsWith("/to") ? new FieldError("/to",
            error.detail().equals(NO_RECIPIENT) ? "Give the number of the recipient." : error.detail()) : error;
    }

    /** The recipients come from an upload. @throws dev.smsdesk.problem.ProblemException as {@link #order}, without /to */
    public Order orderWithoutRecipients(Draft draft) {
        return order(draft, new Faults(), Set::of);
    }

    private Order order(Draft draft, Faults faults, Supplier<Set<PhoneNumber>> recipients) {
        String from = Originator.read(draft.from(), defaultCountry, draft.allowUnassigned(), faults);
        String text = text(draft.text(), faults);
        String name = name(draft.name(), faults);
        Category category = category(draft.category(), faults);
        Set<PhoneNumber> to = recipients.get();
        faults.refuse();
        return new Order(from, List.copyOf(to), text, name, draft.via(), category);
    }

    /** Of the numbers of a draft that became an order, those that were given before in the list, in any notation; in order. */
    public List<PhoneNumber> repeated(Draft draft) {
        Set<PhoneNumber> seen = new HashSet<>();
        List<PhoneNumber> repeated = new ArrayList<>();
        for (String typed : draft.to()) {
            try {
                PhoneNumber number = PhoneNumber.read(typed, defaultCountry, draft.allowUnassigned());
                if (!seen.add(number)) {
                    repeated.add(number);
                }
            } catch (PhoneNumber.NotANumber e) {
                throw new IllegalArgumentException("the draft became no order", e);
            }
        }
        return repeated;
    }

    /** Faults of the whole list come before those of its entries, so that they are always named. */
    private Set<PhoneNumber> to(Draft draft, Faults faults) {
        List<String> typed = draft.to();
        Set<PhoneNumber> numbers = new LinkedHashSet<>();
        List<FieldError> wrong = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            try {
                numbers.add(PhoneNumber.read(typed.get(i) == null ? "" : typed.get(i), defaultCountry, draft.allowUnassigned()));
            } catch (PhoneNumber.NotANumber e) {
                wrong.add(new FieldError("/to/" + i, e.getMessage()));
            }
        }
        if (typed.isEmpty()) {
            faults.add("/to", NO_RECIPIENT);
        }
        if (numbers.size() > maxRecipients) {
            faults.add("/to", "These are " + numbers.size() + " recipients; one batch takes at most " + maxRecipients
                + ". Split them into several batches.");
        }
        wrong.forEach(fault -> faults.add(fault.pointer(), fault.detail()));
        return numbers;
    }

    private static Category category(String typed, Faults faults) {
        Optional<Category> category = typed == null ? Optional.of(Category.MARKETING) : Category.of(typed);
        if (category.isEmpty()) {
            faults.add("/category", "Write marketing or transactional.");
        }
        return category.orElse(null);
    }

    private String text(String typed, Faults faults) {
        if (typed == null || typed.isBlank()) {
            faults.add("/text", "Write a text.");
        } else if (typed.length() > LONGEST_TEXT) {
            faults.add("/text", "The text has " + typed.length() + " characters, " + LONGEST_TEXT
                + " are possible; emoji count as two or more. Shorten it.");
        } else if (TextRules.isBroken(typed)) {
            faults.add("/text", "The text has half a character in it, perhaps an emoji that was cut. Write that place anew.");
        } else if (TextRules.hasInvisible(typed)) {
            faults.add("/text", "The text has a control character in it that no telephone shows. Remove it.");
        } else if (TextParts.of(typed).parts() > maxParts) {
            faults.add("/text", tooManyParts(TextParts.of(typed)));
        }
        return typed;
    }

    private String tooManyParts(TextParts text) {
        String why = text.encoding() == TextParts.Encoding.GSM7 ? ""
            : " Each holds 67 characters only, as at least one character is outside the GSM alphabet, such as an emoji; without it a part "
            + "holds 153.";
        return "The text needs " + text.parts() + " parts, and SMSDESK_MAX_PARTS allows " + maxParts + "." + why + " Shorten it.";
    }

    private static String name(String typed, Faults faults) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String name = typed.strip();
        if (name.length() > LONGEST_NAME) {
            faults.add("/name", "The name has " + name.length() + " characters, " + LONGEST_NAME + " are possible. Shorten it.");
        } else if (TextRules.leavesTheLine(typed) || TextRules.isBroken(name)) {
            faults.add("/name", "The name has a line end, a control character or half a character in it. Write it on one line.");
        }
        return name;
    }
}
