package dev.smsdesk.doctor;

import dev.smsdesk.wording.SentenceKey;
import java.util.List;

/** Why a callback was refused, and what to do about it. Its sentences may contain the finding's detail. */
public enum Cause implements SentenceKey {
    GENUINE,
    GENUINE_OLD,
    GENUINE_AHEAD,
    PASSWORD_FITS,
    TYPED_SECRET,

    HEADERS_NOT_READ,
    SIGNING_OFF,
    WEBHOOK_UNSIGNED,
    PASSWORD_CAME,
    TOKEN_CAME,
    PASSWORD_ABSENT,
    PASSWORD_UNREADABLE,
    PASSWORD_WRONG,

    HEADERS_STRIPPED,
    HEADER_REPEATED,
    WRONG_ALGORITHM,
    SIGNATURE_FORM,
    SIGNATURE_UNREADABLE,
    RECUT,
    NONCE_FORM,
    HEADERS_EXCHANGED,
    TIMESTAMP_MILLIS,
    TIMESTAMP_FORM,
    STALE,
    CLOCK_BEHIND,

    NO_SECRET,
    TOO_LARGE,
    BODY_LATE,
    BODY_BROKEN,
    BODY_CROWD,

    OTHER_PATH,
    REMOVED_SECRET,
    BLANK_HERE,
    BLANK_THERE,
    SECRET_QUOTED,
    SECRET_DECODED,
    SECRET_ENCODED,
    SECRET_EMPTY,

    PARTS_ORDER,
    BODY_EMPTY,
    BODY_BOM,
    BODY_LINE_ENDS,
    BODY_RESERIALISED,
    BODY_CHARSET,
    BODY_FORM_DECODED,
    BODY_COMPRESSED,

    PERHAPS_OVERRIDE,
    UNEXPLAINED;

    /** Whether it is proven, at any time. */
    boolean isProof() {
        return this == GENUINE || this == GENUINE_OLD || this == GENUINE_AHEAD || this == PASSWORD_FITS;
    }

    /** Whether no secret was found that fits in any way, so that another one still might. */
    boolean isOpen() {
        return this == UNEXPLAINED || this == PERHAPS_OVERRIDE || this == NO_SECRET || this == BODY_EMPTY || this == SIGNATURE_UNREADABLE
            || this == NONCE_FORM;
    }

    /** Whether the secrets that are set here have to be looked at. */
    public boolean isAboutSecrets() {
        return switch (this) {
            case TYPED_SECRET, WEBHOOK_UNSIGNED, NO_SECRET, OTHER_PATH, REMOVED_SECRET, BLANK_HERE, BLANK_THERE,
                SECRET_QUOTED, SECRET_DECODED, SECRET_ENCODED, SECRET_EMPTY, PERHAPS_OVERRIDE, UNEXPLAINED -> true;
            default -> false;
        };
    }

    /** Whether the page Connection helps: it has the text to send to Sinch, and the self-test. */
    public boolean isAboutConnection() {
        return this == HEADERS_NOT_READ || this == SIGNING_OFF || this == UNEXPLAINED;
    }

    /** Of the sentence that says what to do. */
    String fixKey() {
        return key() + ".fix";
    }

    @Override
    public List<String> keys() {
        return List.of(key(), fixKey());
    }
}
