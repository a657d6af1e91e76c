package dev.smsdesk.receive.inbox;

import dev.smsdesk.wording.StoredCode;

/** Notes that the inbox itself writes on stored callbacks. */
public enum InboxNote implements StoredCode {
    SELF_TEST
}
