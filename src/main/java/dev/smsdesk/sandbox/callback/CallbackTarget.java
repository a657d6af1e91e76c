package dev.smsdesk.sandbox.callback;

import dev.smsdesk.sinch.signature.Secret;
import java.net.URI;

/** Where a callback goes. @param secret signs it; null for a callback without a signature */
public record CallbackTarget(URI uri, Secret secret) {}
