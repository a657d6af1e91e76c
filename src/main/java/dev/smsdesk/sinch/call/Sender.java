package dev.smsdesk.sinch.call;

import java.time.Instant;
import java.util.List;

/** Sends through one account, of Sinch's or of the sandbox, which answers alike. The part that builds it closes it. */
public interface Sender extends AutoCloseable {

    /** How many recipients one call takes. */
    int mostRecipients();

    /**
     * Makes exactly one call, never repeats it and never throws for what the other side does. Blocks for up to the total timeout, so no
     * transaction may be open.
     */
    SendOutcome send(OutgoingMessage message);

    /**
     * Asks Sinch for one call with an unknown end; empty if Sinch does not have it. The SMS API looks by reference. The Conversation API
     * can only look by number and time: there the caller compares the texts as well.
     */
    StatusAnswer<List<Sent>> find(SentQuery query);

    /** One harmless call that tells whether the account's credentials work. */
    SetupAnswer<?> check();

    /** The same account, asked for reports and inbound messages; closed with this. */
    StatusApi informant();

    @Override
    void close();

    /**
     * One call that is looked for at Sinch.
     * @param reference our id
     * @param digits    of one recipient, without the plus
     * @param since     when the call began; {@code until}: when it must have ended
     */
    record SentQuery(String reference, String digits, Instant since, Instant until) {}

    /**
     * @param providerId Sinch's id
     * @param at         when Sinch took it, or null where it does not say
     * @param text       of the message, or null where Sinch does not say
     * @param reference  our id as Sinch has it, or null where Sinch does not say
     */
    record Sent(String providerId, Instant at, String text, String reference) {}
}
