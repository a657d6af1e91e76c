package dev.smsdesk.reconcile;

import java.util.Optional;

/** What decides whether Sinch may be asked, shared with what sends: refused credentials stop both. Filled in by app. */
public interface PollGate {

    /** @return why nothing can be asked now, one sentence for people, or empty */
    Optional<String> off();

    /** Sinch answered 401. @param said its own words, or empty */
    void credentialsRefused(String said);
}
