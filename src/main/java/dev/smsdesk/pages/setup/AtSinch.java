package dev.smsdesk.pages.setup;

import dev.smsdesk.connect.AccountCheck;
import dev.smsdesk.connect.WebhookSetup;
import dev.smsdesk.reconcile.ReportBacklog;

/**
 * What the page asks and changes at Sinch.
 * @param backlog of the app's reports, or null where there is no app
 */
public record AtSinch(AccountCheck check, WebhookSetup webhooks, ReportBacklog backlog) {

    /** @return null where there is no app */
    public ReportBacklog.Estimate estimate() {
        return backlog == null ? null : backlog.now();
    }
}
