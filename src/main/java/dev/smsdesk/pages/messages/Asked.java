package dev.smsdesk.pages.messages;

import dev.smsdesk.reconcile.PollHistory;
import dev.smsdesk.reconcile.Reconciliation;

/**
 * What Sinch was asked, and may be asked now.
 * @param reconciliation null where nothing can be sent, and so nothing asked
 */
public record Asked(PollHistory inquiries, Reconciliation reconciliation) {}
