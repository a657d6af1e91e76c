package dev.smsdesk.sinch.json;

import dev.smsdesk.wording.StoredCode;

/** Why a body cannot be read; most constants take the path of a member. */
public enum Unreadable implements StoredCode {
    BODY_EMPTY, BODY_NO_OBJECT, BODY_NO_JSON, JSON_TOO_DEEP, MEMBER_TWICE,
    MEMBER_MISSING, MEMBER_NO_OBJECT, MEMBER_NO_LIST, MEMBER_WITHOUT_OBJECT, MEMBER_NO_TEXT, MEMBER_TOO_LONG, NO_TEXT_BUT,
    /** With the other path. */
    OTHER_PATH,
    UNEXPECTED_ENCODING, UNEXPECTED_MEDIA_TYPE, TYPE_NOT_FOLLOWED, EVENT_NOT_FOLLOWED, NO_EVENT, NO_INBOUND, TWO_EVENTS
}
