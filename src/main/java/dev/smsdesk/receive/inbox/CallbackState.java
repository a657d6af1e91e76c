package dev.smsdesk.receive.inbox;

/** PENDING → APPLIED, PARKED (genuine, matches no message yet) or SHELVED (genuine, not understood). */
public enum CallbackState {
    PENDING, APPLIED, PARKED, SHELVED
}
