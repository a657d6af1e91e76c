package dev.smsdesk.receive.inbox;

/** PENDING → APPLIED, PARKED (authentic, no message of ours matches yet) or SHELVED (authentic, not understood). */
public enum CallbackState {
    PENDING, APPLIED, PARKED, SHELVED
}
