package dev.smsdesk.sinch.call;

import java.time.Instant;
import java.util.List;

/** An account as messages go through it: Sinch's, or the sandbox's that answers alike. Closed by whoever built it. */
public interface Sender extends AutoCloseable {

    /** How many recipients one call takes. */
    int mostRecipients();

    /**
     * Makes exactly one call, never repeats it and never throws for what the other side does. Blocks for up to the total timeout, so no
     * transaction may be open.
     */
    SendOutcome send(OutgoingMessage message);

    /** What Sinch has under our reference, sent at this time or later; empty where it has nothing. One call, as {@link #send}. */
    StatusAnswer<List<Sent>> find(String reference, Instant since);

    /** The same account, asked for reports and inbound messages; closed with this. */
    StatusApi informant();

    @Override
    void close();

    /** @param providerId Sinch's id; @param at when Sinch took it, or null where it does not say */
    record Sent(String providerId, Instant at) {}
}
