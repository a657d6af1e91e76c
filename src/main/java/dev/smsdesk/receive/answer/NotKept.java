package dev.smsdesk.receive.answer;

/** Why a truly signed callback could not be kept. Each is our own fault, answered 503: Sinch sends it again. */
public enum NotKept {
    TOO_MANY_WAITING, DATABASE_TOO_SLOW, DATABASE_FAULT, STOPPING
}
