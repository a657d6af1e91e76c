package dev.smsdesk.send;

import dev.smsdesk.account.Account;
import dev.smsdesk.sinch.call.Sender;
import java.net.URI;

/**
 * An account of ours with what sending through it needs. Each has a gate and workers of its own: one that stands still holds up no other.
 * @param callbackUrl where reports of its messages go
 */
public record SendingAccount(Account account, SendingGate gate, Sender sender, URI callbackUrl) {
    public String id() {
        return account.id();
    }
}
