package dev.smsdesk.pages.setup;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.pages.ui.Area;
import dev.smsdesk.receive.callback.SelfTest;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.trust.Trust;

/** How this installation stands to Sinch, and who may use it. */
public final class SetupPages implements Area {
    private final Connection connection;
    private final AtSinch sinch;
    private final Callbacks callbacks;
    private final SelfTest selfTest;
    private final SendingAccounts accounts;
    private final Trust trust;
    private final ApiKeys keys;
    private final AuditLog audit;

    public SetupPages(Connection connection, AtSinch sinch, Callbacks callbacks, SelfTest selfTest, SendingAccounts accounts,
        Trust trust, ApiKeys keys,
            AuditLog audit) {
        this.connection = connection;
        this.sinch = sinch;
        this.callbacks = callbacks;
        this.selfTest = selfTest;
        this.accounts = accounts;
        this.trust = trust;
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public void mount(Pages pages) {
        pages.add("keys", new KeysPage(keys), "/keys");
        pages.add("secrets", new SecretsPage(trust, audit), "/secrets");
        pages.add("connection", new ConnectionPage(connection, sinch, callbacks, selfTest, accounts, trust.ring(), audit), "/connection");
    }
}
