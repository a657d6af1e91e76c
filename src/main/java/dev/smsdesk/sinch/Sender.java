package dev.smsdesk.sinch;

/** Where batches go: Sinch, or the sandbox that answers like it. */
public interface Sender {

    /**
     * Makes exactly one call, never repeats it and never throws for what the other side does. Blocks for up to the total timeout, so no
     * transaction may be open.
     */
    SendOutcome send(SmsBatch batch);
}
