package dev.smsdesk.sinch.signature;

/** The result of checking a callback's signature. Only {@link #GENUINE} is accepted. */
public enum Verdict {
    GENUINE,
    /** None of the four headers: for this account Sinch has not switched signing on. */
    NOT_SIGNED,
    /** At least one of the four is absent or empty. */
    HEADER_MISSING,
    /** At least one of the four came twice: which one was signed cannot be told. */
    HEADER_REPEATED,
    WRONG_ALGORITHM,
    MALFORMED_SIGNATURE,
    /** Checked before hashing: the dots of the signed text are not escaped, so part of a body could hide in the nonce. */
    MALFORMED_NONCE,
    MALFORMED_TIMESTAMP,
    /** Well-formed, but no live secret signs these bytes so. */
    MISMATCH,
    /** Truly signed, longer ago than the window allows. */
    STALE,
    /** Truly signed, too far in the future: our own clock is slow, so this one is our fault. */
    AHEAD
}
