package dev.smsdesk.pages;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.message.table.OtherAccounts;
import dev.smsdesk.pages.compose.CheckPage;
import dev.smsdesk.pages.compose.SendPage;
import dev.smsdesk.pages.compose.UploadPage;
import dev.smsdesk.pages.home.HomePage;
import dev.smsdesk.pages.messages.Asked;
import dev.smsdesk.pages.messages.BatchPage;
import dev.smsdesk.pages.messages.BatchesPage;
import dev.smsdesk.pages.messages.InboundPage;
import dev.smsdesk.pages.ui.Area;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.send.BatchActions;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.send.UploadedBatches;
import dev.smsdesk.upload.Uploads;
import java.time.Clock;

/** Home, sending, batches and inbound messages. */
public final class MessagePages implements Area {
    private final Messages messages;
    private final Sending sending;
    private final Asked asked;
    private final OtherAccounts others;
    private final Callbacks callbacks;
    private final AuditLog audit;
    private final Clock clock;

    public MessagePages(Messages messages, Sending sending, Asked asked, OtherAccounts others, Callbacks callbacks, AuditLog audit,
        Clock clock) {
        this.messages = messages;
        this.sending = sending;
        this.asked = asked;
        this.others = others;
        this.callbacks = callbacks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a message goes through.
     * @param from the sender that the page Send begins with, or null
     */
    public record Sending(SendingAccounts accounts, Composer composer, Drafts drafts, Outbox outbox, BatchActions actions,
        UnsureSubmissions unsure, String from, Uploads uploads, UploadedBatches uploaded) {}

    @Override
    public void mount(Pages pages) {
        pages.add("home", new HomePage(messages, others, callbacks, clock), "");
        pages.add("batches", new BatchesPage(messages), "/batches");
        pages.add("batch", new BatchPage(messages, sending.accounts(), sending.unsure(), sending.actions(), asked, audit, clock),
            "/batches/*");
        pages.add("send", new SendPage(sending.composer(), sending.outbox(), sending.drafts(), sending.accounts(), sending.from()),
            "/send");
        pages.add("upload", new UploadPage(sending.uploads(), sending.uploaded(), sending.composer(), sending.accounts(), sending.from()),
            "/send/upload", "/send/upload/*");
        pages.add("check", new CheckPage(sending.outbox(), sending.drafts()), "/send/check/*");
        pages.add("inbound", new InboundPage(messages), "/inbound");
    }
}
