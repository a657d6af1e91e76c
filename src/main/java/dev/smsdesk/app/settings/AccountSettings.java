package dev.smsdesk.app.settings;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import java.util.List;
import java.util.Map;

/**
 * The accounts that the settings name, and how Sinch is called.
 * @param all                the one that is used by default first; none of them counts in the sandbox
 * @param without            why a named account is not even in the list: one sentence each
 * @param preferred          what SMSDESK_SEND_WITH says, or null
 * @param number             sender that the page Send begins with, or null
 * @param deliveryReport     which reports the SMS API is asked for, in its own word
 * @param resendWhenNotFound whether a message that Sinch does not have is sent again without a click
 * @param given              by the setting's name, in the order of the page: whether it is set
 */
public record AccountSettings(List<Configured> all, List<String> without, Channel preferred, String number, CallRoute route,
    String deliveryReport,
                              boolean resendWhenNotFound, Map<String, Boolean> given) {
    private static final String NO_ACCOUNT = "Set SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN (SMS API), or SINCH_PROJECT_ID, SINCH_KEY_ID,"
        + " SINCH_KEY_SECRET and SINCH_APP_ID (Conversation API) to send through Sinch, or SMSDESK_SANDBOX=true to try things out.";

    public AccountSettings {
        all = List.copyOf(all);
        without = List.copyOf(without);
    }

    /** @param off why nothing can be sent through it: one sentence that says what to do; null where the settings allow it */
    public record Configured(Account account, String off) {
        Configured unless(String fault) {
            return off == null ? new Configured(account, fault) : this;
        }
    }

    /** Whether an account has all that its API wants to see. */
    boolean hasCredentials() {
        return all.stream().anyMatch(one -> one.account().credentials() != null);
    }

    /** Why there is no account: one sentence that says what to do. */
    public String none() {
        return without.isEmpty() ? NO_ACCOUNT : String.join(" ", without);
    }
}
