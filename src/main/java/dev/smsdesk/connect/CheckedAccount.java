package dev.smsdesk.connect;

import dev.smsdesk.wording.Sentence;
import java.util.List;

/**
 * What one account came to when it was checked.
 * @param id   of the account
 * @param says what was found and what to do, at least one sentence
 */
public record CheckedAccount(String id, AccountFinding finding, List<Sentence> says) {
    public CheckedAccount {
        says = List.copyOf(says);
    }

    /** How good it looks. */
    public enum AccountFinding {
        WORKS, INCOMPLETE, FAULT
    }
}
