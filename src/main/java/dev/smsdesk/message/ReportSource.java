package dev.smsdesk.message;

/** How we came to know: Sinch's answer to sending, its callback, our asking, or a person's decision. */
public enum ReportSource {
    SEND, CALLBACK, POLL, PERSON
}
