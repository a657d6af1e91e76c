package dev.smsdesk.sandbox.callback;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One callback that is due some time.
 * @param target read at each attempt, since a webhook may change; empty where it is not posted
 * @param body   made when it is due
 */
public record PlannedCallback(Instant due, Supplier<Optional<CallbackTarget>> target, Supplier<String> body) {}
