package dev.smsdesk.receive.inbox;

import dev.smsdesk.wording.StoredCode;

/** What the inbox itself knows a stored callback by. */
public enum InboxNote implements StoredCode {
    SELF_TEST
}
