package dev.smsdesk.pages;

import dev.smsdesk.metrics.CallbackHealth;
import dev.smsdesk.reconcile.Inquiries;
import dev.smsdesk.reconcile.NeverCame;
import dev.smsdesk.reconcile.Presence;
import dev.smsdesk.reconcile.Reconciliation;
import dev.smsdesk.reconcile.Silence;
import dev.smsdesk.reconcile.StrangeInbounds;
import java.util.function.BooleanSupplier;

/**
 * What pages know of callbacks that should have come.
 * @param reconciliation null where nothing can be sent, and so nothing asked
 * @param keepsCallbacks false where this server's database has just shown that it takes none
 */
public record Watch(NeverCame neverCame, StrangeInbounds strange, Inquiries inquiries, Presence presence, Silence silence, Reconciliation reconciliation,
                    CallbackHealth health, BooleanSupplier keepsCallbacks) {}
