package dev.smsdesk.receive.answer;

/** Why a genuine callback could not be stored. Each reason is this server's own, answered 503, so that Sinch retries. */
public enum NotKept {
    TOO_MANY_WAITING, DATABASE_TOO_SLOW, DATABASE_FAULT, STOPPING
}
